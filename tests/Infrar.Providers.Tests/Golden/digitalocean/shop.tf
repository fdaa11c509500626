### app.tf
resource "digitalocean_app" "main" {
  spec {
    name   = "shop-production"
    region = "fra"

    vpc {
      id = digitalocean_vpc.main.id
    }

    alert {
      rule = "DEPLOYMENT_FAILED"

      destinations {
        emails = ["operations@shop.example"]
      }
    }

    alert {
      rule = "DOMAIN_FAILED"

      destinations {
        emails = ["operations@shop.example"]
      }
    }

    domain {
      name = "shop.example"
      type = "PRIMARY"
    }

    domain {
      name = "www.shop.example"
      type = "ALIAS"
    }

    domain {
      name = "api.shop.example"
      type = "ALIAS"
    }

    ingress {
      rule {
        component {
          name = "web"
        }

        match {
          authority {
            exact = "shop.example"
          }

          path {
            prefix = "/"
          }
        }
      }

      rule {
        component {
          name = "web"
        }

        match {
          authority {
            exact = "www.shop.example"
          }

          path {
            prefix = "/"
          }
        }
      }

      rule {
        component {
          name = "api"
        }

        match {
          authority {
            exact = "api.shop.example"
          }

          path {
            prefix = "/"
          }
        }
      }
    }

    service {
      name               = "api"
      instance_size_slug = "apps-d-1vcpu-2gb"
      http_port          = 8080

      health_check {
        http_path             = "/health"
        port                  = 8080
        initial_delay_seconds = 60
        period_seconds        = 30
        timeout_seconds       = 5
        failure_threshold     = 3
      }

      image {
        registry_type = "GHCR"
        registry      = "acme"
        repository    = "api"
        tag           = "v1"
      }

      autoscaling {
        min_instance_count = 2
        max_instance_count = 6

        metrics {
          cpu {
            percent = 70
          }
        }
      }

      env {
        key   = "CACHE_HOST"
        value = digitalocean_database_cluster.cache.private_host
        scope = "RUN_TIME"
        type  = "GENERAL"
      }

      env {
        key   = "DATABASE_URL"
        value = "postgres://${digitalocean_database_cluster.database.private_host}:${digitalocean_database_cluster.database.port}/shop"
        scope = "RUN_TIME"
        type  = "GENERAL"
      }

      env {
        key   = "NOTE"
        value = "plain"
        scope = "RUN_TIME"
        type  = "GENERAL"
      }

      env {
        key   = "DATABASE_PASSWORD"
        value = digitalocean_database_user.database.password
        scope = "RUN_TIME"
        type  = "SECRET"
      }

      env {
        key   = "PAY_KEY"
        value = var.vault_pay_key
        scope = "RUN_TIME"
        type  = "SECRET"
      }

      alert {
        rule     = "CPU_UTILIZATION"
        operator = "GREATER_THAN"
        value    = 80
        window   = "FIVE_MINUTES"

        destinations {
          emails = ["operations@shop.example"]
        }
      }
    }

    service {
      name               = "pool"
      instance_size_slug = "apps-d-1vcpu-1gb"
      internal_ports     = [6432]

      image {
        registry_type = "DOCKER_HUB"
        registry      = "edoburu"
        repository    = "pgbouncer"
        tag           = "latest"
      }

      autoscaling {
        min_instance_count = 2
        max_instance_count = 6

        metrics {
          cpu {
            percent = 70
          }
        }
      }

      env {
        key   = "DB_HOST"
        value = digitalocean_database_cluster.database.private_host
        scope = "RUN_TIME"
        type  = "GENERAL"
      }
    }

    worker {
      name               = "mailer"
      instance_size_slug = "apps-s-1vcpu-0.5gb"
      instance_count     = 1

      image {
        registry_type = "DOCKER_HUB"
        registry      = "acme"
        repository    = "mailer"
        tag           = "v1"
      }
    }

    worker {
      name               = "report"
      instance_size_slug = "apps-s-1vcpu-1gb"
      instance_count     = 1

      image {
        registry_type = "DOCKER_HUB"
        registry      = "acme"
        repository    = "report"
        tag           = "v1"
      }

      env {
        key   = "SCHEDULE"
        value = "0 2 * * *"
        scope = "RUN_TIME"
        type  = "GENERAL"
      }

      env {
        key   = "TZ"
        value = "UTC"
        scope = "RUN_TIME"
        type  = "GENERAL"
      }
    }

    static_site {
      name             = "web"
      build_command    = "npm run build"
      output_dir       = "out"
      source_dir       = "/"
      environment_slug = "node-js"

      github {
        repo           = "acme/shop-web"
        branch         = "main"
        deploy_on_push = true
      }

      env {
        key   = "API_URL"
        value = "https://api.shop.example"
        scope = "BUILD_TIME"
        type  = "GENERAL"
      }
    }
  }
}
### cache.tf
resource "digitalocean_database_cluster" "cache" {
  name                 = "shop-production-cache"
  engine               = "valkey"
  version              = "8"
  size                 = "db-s-1vcpu-1gb"
  region               = "fra1"
  node_count           = 2
  private_network_uuid = digitalocean_vpc.main.id
  tags                 = ["shop", "production"]
}

resource "digitalocean_database_firewall" "cache" {
  cluster_id = digitalocean_database_cluster.cache.id

  rule {
    type  = "app"
    value = digitalocean_app.main.id
  }
}
### database.tf
resource "digitalocean_database_cluster" "database" {
  name                 = "shop-production-database"
  engine               = "pg"
  version              = "15"
  size                 = "db-s-2vcpu-4gb"
  region               = "fra1"
  node_count           = 2
  storage_size_mib     = "102400"
  private_network_uuid = digitalocean_vpc.main.id
  tags                 = ["shop", "production"]

  maintenance_window {
    day  = "sunday"
    hour = "03:00:00"
  }
}

resource "digitalocean_database_db" "database" {
  cluster_id = digitalocean_database_cluster.database.id
  name       = "shop"
}

resource "digitalocean_database_user" "database" {
  cluster_id = digitalocean_database_cluster.database.id
  name       = "shop"
}

resource "digitalocean_database_postgresql_config" "database" {
  cluster_id    = digitalocean_database_cluster.database.id
  backup_hour   = 1
  backup_minute = 30
}

resource "digitalocean_database_firewall" "database" {
  cluster_id = digitalocean_database_cluster.database.id

  rule {
    type  = "app"
    value = digitalocean_app.main.id
  }
}
### monitoring.tf
resource "digitalocean_monitor_alert" "database_free_storage" {
  description = "shop-production database: free storage"
  type        = "v1/dbaas/alerts/disk_utilization_alerts"
  compare     = "GreaterThan"
  value       = 90
  window      = "5m"
  entities    = [digitalocean_database_cluster.database.id]

  alerts {
    email = ["operations@shop.example"]
  }
}

resource "digitalocean_uptime_check" "api" {
  name    = "shop-production-api"
  target  = "https://api.shop.example/health"
  type    = "https"
  regions = ["eu_west", "us_east"]
}

resource "digitalocean_uptime_alert" "api" {
  name     = "shop-production-api is down"
  check_id = digitalocean_uptime_check.api.id
  type     = "down_global"
  period   = "2m"

  notifications {
    email = ["operations@shop.example"]
  }
}
### network.tf
resource "digitalocean_vpc" "main" {
  name     = "shop-production"
  region   = "fra1"
  ip_range = "10.0.0.0/16"
}
### outputs.tf
output "app_ingress" {
  description = "Where the app answers; its domains point here."
  value       = digitalocean_app.main.default_ingress
}
### providers.tf
provider "digitalocean" {}
### registry.tf
resource "digitalocean_container_registry" "images" {
  name                   = "shop-production-images"
  subscription_tier_slug = "basic"
  region                 = "fra1"
}
### site.tf
resource "digitalocean_project" "main" {
  name        = "shop-production"
  purpose     = "Web Application"
  environment = "Production"
  resources = [
    digitalocean_database_cluster.database.urn,
    digitalocean_database_cluster.cache.urn,
    digitalocean_spaces_bucket.files.urn,
    digitalocean_app.main.urn,
  ]
}
### storage.tf
resource "digitalocean_spaces_bucket" "files" {
  name   = "shop-production-files"
  region = "fra1"
  acl    = "private"

  versioning {
    enabled = true
  }

  lifecycle_rule {
    id      = "Expire"
    enabled = true
    prefix  = "tmp/"

    expiration {
      days = 90
    }
  }
}
### terraform.tfvars.example
# Copy to terraform.tfvars and fill in. Keep secrets in TF_VAR_… variables instead.

# Value of the secret vault/pay-key.
vault_pay_key = ""
### variables.tf
variable "vault_pay_key" {
  description = "Value of the secret vault/pay-key."
  type        = string
  sensitive   = true
}
### versions.tf
# shop, production, under Test.
terraform {
  required_version = ">= 1.11.0"

  required_providers {
    digitalocean = {
      source  = "digitalocean/digitalocean"
      version = "~> 2.71"
    }
  }

  backend "s3" {
    bucket = "shop-production-tofu-state"
    key    = "test.tfstate"
    region = "us-east-1"
    endpoints = {
      s3 = "https://fra1.digitaloceanspaces.com"
    }
    use_path_style              = true
    use_lockfile                = true
    skip_credentials_validation = true
    skip_metadata_api_check     = true
    skip_region_validation      = true
    skip_requesting_account_id  = true
    skip_s3_checksum            = true
  }
}
