# Shared-core tiers in three regions, each with what the price book has of it.
provider "google" {
  project = "shop"
  region  = "us-central1"
}

provider "google" {
  alias   = "netherlands"
  project = "shop"
  region  = "europe-west4"
}

provider "google" {
  alias   = "london"
  project = "shop"
  zone    = "europe-west2-c"
}

resource "google_sql_database_instance" "micro" {
  count            = 2
  name             = "micro-${count.index}"
  database_version = "POSTGRES_16"

  settings {
    tier              = "db-f1-micro"
    edition           = "ENTERPRISE"
    availability_type = count.index == 0 ? "ZONAL" : "REGIONAL"
  }
}

resource "google_sql_database_instance" "small" {
  name             = "small"
  database_version = "POSTGRES_16"

  settings {
    tier    = "db-g1-small"
    edition = "ENTERPRISE"
  }
}

resource "google_sql_database_instance" "small_regional" {
  name             = "small-regional"
  database_version = "POSTGRES_16"

  settings {
    tier              = "db-g1-small"
    availability_type = "REGIONAL"
    disk_type         = "PD_HDD"
  }
}

resource "google_sql_database_instance" "netherlands" {
  provider         = google.netherlands
  name             = "netherlands"
  database_version = "POSTGRES_16"

  settings {
    tier = "db-f1-micro"
  }
}

resource "google_sql_database_instance" "london" {
  provider         = google.london
  name             = "london"
  database_version = "POSTGRES_16"

  settings {
    tier              = "db-f1-micro"
    availability_type = "REGIONAL"
  }
}

resource "google_sql_database_instance" "plus" {
  name             = "plus"
  database_version = "POSTGRES_16"

  settings {
    tier    = "db-perf-optimized-N-8"
    edition = "ENTERPRISE_PLUS"
  }
}
