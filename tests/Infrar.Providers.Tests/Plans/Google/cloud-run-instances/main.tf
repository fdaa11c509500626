# Instances that are paid for as long as they live: always on, by the hours stated, with a sidecar, and by an annotation.
provider "google" {
  project = "shop"
}

resource "google_cloud_run_v2_service" "worker" {
  name     = "worker"
  location = "europe-west1"

  template {
    scaling {
      min_instance_count = 2
    }

    containers {
      image = "europe-docker.pkg.dev/shop/images/worker:1"

      resources {
        limits = {
          cpu    = "1000m"
          memory = "512Mi"
        }
      }
    }

    containers {
      image = "europe-docker.pkg.dev/shop/images/collector:1"

      resources {
        limits = {
          cpu    = "500m"
          memory = "256Mi"
        }
      }
    }
  }
}

resource "google_cloud_run_service" "legacy" {
  name     = "legacy"
  location = "us-east1"

  template {
    metadata {
      annotations = {
        "run.googleapis.com/cpu-throttling"  = "false"
        "autoscaling.knative.dev/minScale"   = "1"
      }
    }

    spec {
      containers {
        image = "us-docker.pkg.dev/shop/images/legacy:1"

        resources {
          limits = {
            cpu    = "1"
            memory = "2Gi"
          }
        }
      }
    }
  }
}

resource "google_cloud_run_v2_service" "burst" {
  name     = "burst"
  location = "us-central1"

  template {
    containers {
      image = "us-docker.pkg.dev/shop/images/burst:1"

      resources {
        limits = {
          cpu    = "4"
          memory = "8Gi"
        }
      }
    }
  }
}

resource "google_cloud_run_v2_service" "idle" {
  name     = "idle"
  location = "us-central1"

  template {
    containers {
      image = "us-docker.pkg.dev/shop/images/idle:1"

      resources {
        cpu_idle = false
      }
    }
  }
}
