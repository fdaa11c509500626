# PostgreSQL of custom tiers: in one zone, replicated with backups and a growth limit, stopped, a replica; and an engine that is not priced.
provider "google" {
  project = "shop"
  region  = "us-central1"
}

resource "google_sql_database_instance" "zonal" {
  name             = "zonal"
  database_version = "POSTGRES_15"

  settings {
    tier = "db-custom-2-7680"
  }
}

resource "google_sql_database_instance" "regional" {
  name             = "regional"
  database_version = "POSTGRES_15"
  region           = "us-central1"

  settings {
    tier                  = "db-custom-4-15360"
    availability_type     = "REGIONAL"
    disk_size             = 100
    disk_autoresize_limit = 500

    backup_configuration {
      enabled = true
    }
  }
}

resource "google_sql_database_instance" "replica" {
  name                 = "replica"
  database_version     = "POSTGRES_15"
  master_instance_name = google_sql_database_instance.regional.name

  settings {
    tier      = "db-custom-4-15360"
    disk_size = 100
  }
}

resource "google_sql_database_instance" "stopped" {
  name             = "stopped"
  database_version = "POSTGRES_14"

  settings {
    tier              = "db-custom-1-3840"
    activation_policy = "NEVER"
    disk_size         = 20
  }
}

resource "google_sql_database_instance" "private_and_stopped" {
  name             = "private-and-stopped"
  database_version = "POSTGRES_14"

  settings {
    tier              = "db-custom-1-3840"
    activation_policy = "NEVER"

    ip_configuration {
      ipv4_enabled    = false
      private_network = "projects/shop/global/networks/main"
    }
  }
}

resource "google_sql_database_instance" "mysql" {
  name             = "mysql"
  database_version = "MYSQL_8_0"

  settings {
    tier      = "db-custom-2-7680"
    disk_size = 10

    backup_configuration {
      enabled = true
    }
  }
}

resource "google_sql_database" "shop" {
  name     = "shop"
  instance = google_sql_database_instance.zonal.name
}
