# Machines of each priced type in two regions, with boot disks and addresses; stopped, spot and unpriced ones.
provider "google" {
  project = "shop"
  region  = "us-central1"
  zone    = "us-central1-a"
}

locals {
  machines = {
    "e2-micro"      = { zone = "us-central1-a", disk = 10 }
    "e2-small"      = { zone = "us-east1-b", disk = 20 }
    "e2-medium"     = { zone = "europe-west1-d", disk = 50 }
    "e2-standard-2" = { zone = "us-central1-f", disk = 100 }
  }
}

resource "google_compute_instance" "each" {
  for_each     = local.machines
  name         = each.key
  machine_type = each.key
  zone         = each.value.zone

  boot_disk {
    initialize_params {
      image = "debian-cloud/debian-12"
      size  = each.value.disk
      type  = "pd-balanced"
    }
  }

  network_interface {
    network = "default"

    access_config {}
  }
}

resource "google_compute_instance" "part_time" {
  name         = "part-time"
  machine_type = "e2-medium"

  boot_disk {
    initialize_params {
      image = "debian-cloud/debian-12"
      size  = 30
    }
  }

  network_interface {
    network = "default"
  }
}

resource "google_compute_instance" "stopped" {
  name           = "stopped"
  machine_type   = "e2-medium"
  desired_status = "TERMINATED"

  boot_disk {
    initialize_params {
      image = "debian-cloud/debian-12"
      size  = 40
      type  = "pd-ssd"
    }
  }

  network_interface {
    network = "default"

    access_config {}
  }
}

resource "google_compute_instance" "spot" {
  name         = "spot"
  machine_type = "e2-medium"

  scheduling {
    preemptible        = true
    automatic_restart  = false
    provisioning_model = "SPOT"
  }

  boot_disk {
    initialize_params {
      image = "debian-cloud/debian-12"
    }
  }

  network_interface {
    network = "default"
  }
}

resource "google_compute_instance" "large" {
  name         = "large"
  machine_type = "n2-standard-8"

  boot_disk {
    initialize_params {
      image = "debian-cloud/debian-12"
      size  = 50
      type  = "hyperdisk-balanced"
    }
  }

  scratch_disk {
    interface = "NVME"
  }

  guest_accelerator {
    type  = "nvidia-l4"
    count = 1
  }

  network_interface {
    network = "default"
  }
}
