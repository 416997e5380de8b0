-- What tiles of version 3 say besides: climbs known in part, shelters nobody has verified, and a car park's own words.
alter table loopgenie.edge add column climb_unknown_dm integer not null default 0;  -- of its length; all where no climb is known
alter table loopgenie.poi add column unverified boolean not null default false;
alter table loopgenie.trailhead add column parking text not null default 'unknown';
alter table loopgenie.trailhead add column capacity_text text not null default '';
alter table loopgenie.trailhead add column fee_text text not null default '';
alter table loopgenie.trailhead add column max_stay text not null default '';
alter table loopgenie.trailhead add column condition text not null default '';  -- of access
