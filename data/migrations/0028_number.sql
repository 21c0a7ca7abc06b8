-- Records are found by their whole number before all whose numbers only begin like it.
CREATE INDEX found_number ON found (number);
