# Secrets: versions in the plan and out of it, copies in two regions, rotation by a period and as stated, what is free.
provider "google" {
  project = "shop"
}

resource "google_secret_manager_secret" "session" {
  secret_id = "session"

  replication {
    auto {}
  }
}

resource "google_secret_manager_secret_version" "session" {
  count       = 2
  secret      = google_secret_manager_secret.session.id
  secret_data = "not-a-secret-${count.index}"
}

resource "google_secret_manager_secret" "copied" {
  secret_id = "copied"

  replication {
    user_managed {
      replicas {
        location = "us-central1"
      }
      replicas {
        location = "europe-west1"
      }
    }
  }
}

resource "google_secret_manager_secret" "rotated" {
  secret_id = "rotated"

  replication {
    auto {}
  }

  rotation {
    next_rotation_time = "2027-01-01T00:00:00Z"
    rotation_period    = "365000s"
  }

  topics {
    name = "projects/shop/topics/rotation"
  }
}

resource "google_secret_manager_secret" "unknown" {
  secret_id = "unknown"

  replication {
    auto {}
  }
}

resource "google_secret_manager_secret_version" "elsewhere" {
  secret      = "projects/other/secrets/elsewhere"
  secret_data = "not-a-secret"
}
