# infrar, staging, under Option 4: Hetzner.
terraform {
  required_version = ">= 1.11.0"

  required_providers {
    hcloud = {
      source  = "hetznercloud/hcloud"
      version = "~> 1.68"
    }
  }

  backend "http" {
    address        = "http://localhost:8080/state/infrar/staging"
    lock_address   = "http://localhost:8080/state/infrar/staging/lock"
    unlock_address = "http://localhost:8080/state/infrar/staging/lock"
  }
}
