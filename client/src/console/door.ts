// Settings that are about who may come in stand at the door, all others in the house.
export const DOOR_SETTINGS = /^(registration|invite|min_age|minimum_age|sign_?up|approval|screening|question|door|proof)/;

/** What has a place of its own in the house. */
export const OWN_PLACES = /^privacy_policy$/;
