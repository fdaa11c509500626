# Services that are paid for while they serve: below and above what is free, one with instances that wait, one whose use nobody states.
provider "google" {
  project = "shop"
  region  = "us-central1"
}

resource "google_cloud_run_v2_service" "api" {
  name     = "api"
  location = "us-central1"

  template {
    max_instance_request_concurrency = 80

    scaling {
      min_instance_count = 1
      max_instance_count = 10
    }

    containers {
      image = "us-docker.pkg.dev/shop/images/api:1"

      resources {
        cpu_idle = true
        limits = {
          cpu    = "2"
          memory = "1Gi"
        }
      }
    }
  }
}

resource "google_cloud_run_service" "legacy" {
  name     = "legacy"
  location = "us-central1"

  template {
    metadata {
      annotations = {
        "autoscaling.knative.dev/maxScale" = "5"
      }
    }

    spec {
      containers {
        image = "us-docker.pkg.dev/shop/images/legacy:1"
      }
    }
  }
}

resource "google_cloud_run_v2_service" "unknown" {
  name     = "unknown"
  location = "us-central1"

  template {
    containers {
      image = "us-docker.pkg.dev/shop/images/unknown:1"
    }
  }
}
