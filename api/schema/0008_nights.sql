-- What is known of a place to sleep; null or '' where nothing is. Nobody sleeps where `night` is null.
alter table loopgenie.poi add column night text;
alter table loopgenie.poi add column night_water text not null default 'unknown';
alter table loopgenie.poi add column open_months integer not null default 0;  -- bit 0: January; 0: unknown
alter table loopgenie.poi add column capacity integer;
alter table loopgenie.poi add column fee boolean;
alter table loopgenie.poi add column reservation text not null default 'unknown';
alter table loopgenie.poi add column phone text not null default '';
alter table loopgenie.poi add column website text not null default '';
