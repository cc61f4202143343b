/**
 * The schema's history: numbered SQL, applied in order, never edited once released. `schema.ts` describes the result.
 */
export interface Migration {
  readonly id: string;
  readonly sql: string;
}

export const migrations: readonly Migration[] = [
  {
    id: '0001-registry',
    sql: `
create table definitions (
  hash text primary key,
  body jsonb not null
);
create table campaigns (
  id text primary key,
  hash text not null references definitions (hash),
  title text not null,
  period text not null,
  plan_text text not null,
  roster_text text not null,
  clock jsonb not null,
  state text not null check (state in ('running', 'closed')),
  saved_at bigint not null,
  closed_at bigint,
  refusals_sealed bigint not null default 0,
  refusals_hash text
);
-- The compiled tree, so that progress and missing places are one query.
create table places (
  campaign text not null references campaigns (id),
  node text not null,
  layer text not null,
  name text not null,
  parent text,
  above text[] not null,
  primary key (campaign, node)
);
create index places_above on places using gin (above);
create table people (
  campaign text not null references campaigns (id),
  person text not null,
  name text not null,
  primary key (campaign, person)
);

-- Content: the salt belongs to the lineage, which outlives rounds and campaigns.
create table lineages (
  id text primary key,
  salt text not null
);
create table versions (
  hash text primary key,
  lineage text not null references lineages (id),
  form text not null,
  content jsonb not null,
  manifest jsonb not null
);
create table version_uses (
  campaign text not null,
  node text not null,
  step text not null,
  round integer not null,
  hash text not null references versions (hash),
  author text not null,
  stored_at bigint not null,
  primary key (campaign, node, step, round, hash)
);
create table texts (
  hash text primary key,
  salt text not null,
  text text not null,
  stored_at bigint not null
);

create table requests (
  campaign text not null,
  id text not null,
  batch text not null,
  position integer not null,
  actor text not null,
  node text not null,
  command jsonb not null,
  command_hash text not null,
  signer jsonb not null,
  status text not null check (status in ('pending', 'accepted', 'refused')),
  seq bigint,
  rejection jsonb,
  lease_holder text,
  lease_until timestamptz,
  opened_at timestamptz not null default now(),
  answered_at timestamptz,
  primary key (campaign, id)
);
create index requests_pending on requests (opened_at) where status = 'pending';
create table refusals (
  campaign text not null,
  request text not null,
  arrival bigint generated always as identity,
  command jsonb not null,
  rejection jsonb not null,
  names jsonb not null,
  recorded_at bigint not null,
  seq bigint,
  previous text,
  hash text,
  primary key (campaign, request)
);
create unique index refusals_chain on refusals (campaign, seq) where seq is not null;

create table actors (
  campaign text not null,
  actor text not null,
  workflow text not null,
  recorded_through bigint not null default 0,
  primary key (campaign, actor)
);
create table nodes (
  campaign text not null,
  node text not null,
  applied_through bigint not null default 0,
  sealed_through bigint not null default 0,
  sealed_hash text,
  primary key (campaign, node)
);
create index nodes_unsealed on nodes (campaign) where sealed_through < applied_through;
create table events (
  campaign text not null,
  node text not null,
  seq bigint not null,
  arrival bigint generated always as identity,
  actor text not null,
  actor_seq bigint not null,
  kind text not null,
  request text,
  event jsonb not null,
  event_hash text not null,
  names jsonb not null,
  recorded_at bigint not null,
  previous text,
  hash text,
  primary key (campaign, node, seq)
);
create index events_actor on events (campaign, actor, actor_seq);
create index events_arrival on events (campaign, arrival);
create table checkpoints (
  campaign text not null,
  seq bigint not null,
  body jsonb not null,
  hash text not null,
  primary key (campaign, seq)
);
-- Heads as of the last checkpoint, so that the next one lists only what moved.
create table heads (
  campaign text not null,
  chain text not null,
  seq bigint not null,
  hash text not null,
  primary key (campaign, chain)
);

-- Projections: folded from events in the order of each node's sequence.
create table tasks (
  campaign text not null,
  node text not null,
  key text not null,
  step text not null,
  owners text[] not null,
  escalated_to text[] not null,
  stuck boolean not null,
  overdue boolean not null,
  due bigint,
  is_open boolean not null,
  view jsonb not null,
  primary key (campaign, node, key)
);
create index tasks_owners on tasks using gin (owners) where is_open;
create index tasks_open on tasks (campaign, node) where is_open;
create table steps (
  campaign text not null,
  node text not null,
  key text not null,
  place text not null,
  late boolean not null,
  view jsonb not null,
  primary key (campaign, node, key)
);
create table reviews (
  campaign text not null,
  node text not null,
  key text not null,
  view jsonb not null,
  primary key (campaign, node, key)
);
create table meetings (
  campaign text not null,
  node text not null,
  key text not null,
  view jsonb not null,
  primary key (campaign, node, key)
);
create table grades (
  campaign text not null,
  node text not null,
  key text not null,
  view jsonb not null,
  primary key (campaign, node, key)
);
create table comments (
  campaign text not null,
  node text not null,
  key text not null,
  view jsonb not null,
  primary key (campaign, node, key)
);
create table cases (
  campaign text not null,
  node text not null,
  key text not null,
  view jsonb not null,
  primary key (campaign, node, key)
);

create table outbox (
  id bigint generated always as identity primary key,
  campaign text not null,
  key text not null,
  channel text not null,
  person text not null,
  template text not null,
  payload jsonb not null,
  status text not null check (status in ('queued', 'claimed', 'sent', 'unknown')),
  message_id text not null,
  queued_at bigint not null,
  claimed_at timestamptz,
  unique (campaign, key, channel)
);
create index outbox_queued on outbox (id) where status = 'queued';

-- Entries and texts are never changed: an entry is only linked, once.
create function lianfang_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'Expected rows of % to stay as they are.', tg_table_name;
end $$;
create trigger texts_append_only before update or delete on texts for each row execute function lianfang_append_only();
create trigger versions_append_only before update or delete on versions for each row execute function lianfang_append_only();
create trigger checkpoints_append_only before update or delete on checkpoints for each row execute function lianfang_append_only();
create trigger events_kept before delete on events for each row execute function lianfang_append_only();
create trigger events_linked_once before update on events for each row
  when (old.hash is not null or (old.event, old.event_hash, old.names, old.recorded_at) is distinct from (new.event, new.event_hash, new.names, new.recorded_at))
  execute function lianfang_append_only();
`,
  },
  {
    id: '0002-continues',
    sql: `
-- The campaign whose approved versions this one starts from.
alter table campaigns add column continues text references campaigns (id);
create index events_approved on events (campaign, node, seq) where kind = 'Approved';
`,
  },
  {
    id: '0003-copies',
    sql: `
-- What somebody was given to read.
create table copies (
  campaign text not null,
  node text not null,
  key text not null,
  person text not null,
  is_read boolean not null,
  view jsonb not null,
  primary key (campaign, node, key)
);
create index copies_unread on copies (campaign, person) where not is_read;
`,
  },
  {
    id: '0004-ballots',
    sql: `
-- Secret ballots not yet drawn, and who drew one, by request: nothing joins the two, and neither has a time.
create table ballots (
  campaign text not null,
  issue text not null,
  token text not null,
  primary key (campaign, issue, token)
);
create table ballot_draws (
  campaign text not null,
  request text not null,
  primary key (campaign, request)
);
`,
  },
];
