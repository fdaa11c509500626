# Jobs: tasks of ten minutes, tasks shorter than the minute that is billed at least, and one that nobody states the use of.
provider "google" {
  project = "shop"
}

resource "google_cloud_run_v2_job" "report" {
  name     = "report"
  location = "us-central1"

  template {
    task_count = 3

    template {
      containers {
        image = "us-docker.pkg.dev/shop/images/report:1"

        resources {
          limits = {
            cpu    = "2"
            memory = "4Gi"
          }
        }
      }
    }
  }
}

resource "google_cloud_run_v2_job" "ping" {
  name     = "ping"
  location = "us-central1"

  template {
    template {
      containers {
        image = "us-docker.pkg.dev/shop/images/ping:1"
      }
    }
  }
}

resource "google_cloud_run_v2_job" "unknown" {
  name     = "unknown"
  location = "us-central1"

  template {
    template {
      containers {
        image = "us-docker.pkg.dev/shop/images/unknown:1"
      }
    }
  }
}
