# infrar, production, under Option 4: DigitalOcean.
terraform {
  required_version = ">= 1.11.0"

  required_providers {
    digitalocean = {
      source  = "digitalocean/digitalocean"
      version = "~> 2.71"
    }
  }

  backend "http" {
    address        = "http://localhost:8080/state/infrar/production"
    lock_address   = "http://localhost:8080/state/infrar/production/lock"
    unlock_address = "http://localhost:8080/state/infrar/production/lock"
  }
}
