resource "digitalocean_app" "main" {
  spec {
    name   = "infrar-production"
    region = "nyc"

    vpc {
      id = digitalocean_vpc.main.id
    }

    alert {
      rule = "DEPLOYMENT_FAILED"

      destinations {
        emails = ["operations@infrar.io"]
      }
    }

    alert {
      rule = "DOMAIN_FAILED"

      destinations {
        emails = ["operations@infrar.io"]
      }
    }

    domain {
      name = "infrar.io"
      type = "PRIMARY"
    }

    domain {
      name = "www.infrar.io"
      type = "ALIAS"
    }

    domain {
      name = "api.infrar.io"
      type = "ALIAS"
    }

    ingress {
      rule {
        component {
          name = "web"
        }

        match {
          authority {
            exact = "infrar.io"
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
            exact = "www.infrar.io"
          }

          path {
            prefix = "/"
          }
        }
      }

      rule {
        component {
          name = "platform"
        }

        match {
          authority {
            exact = "api.infrar.io"
          }

          path {
            prefix = "/"
          }
        }
      }
    }

    service {
      name               = "platform"
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
        registry_type = "DOCR"
        repository    = "infrar-platform"
        tag           = var.image_tag

        deploy_on_push {
          enabled = true
        }
      }

      autoscaling {
        min_instance_count = 2
        max_instance_count = 10

        metrics {
          cpu {
            percent = 70
          }
        }
      }

      env {
        key   = "DATABASE_HOST"
        value = "infrar-prod.xxx.us-east-1.rds.amazonaws.com"
        scope = "RUN_TIME"
        type  = "GENERAL"
      }

      env {
        key   = "ENVIRONMENT"
        value = "production"
        scope = "RUN_TIME"
        type  = "GENERAL"
      }

      env {
        key   = "REDIS_URL"
        value = "redis://infrar-redis.xxx.cache.amazonaws.com:6379"
        scope = "RUN_TIME"
        type  = "GENERAL"
      }

      env {
        key   = "DATABASE_PASSWORD"
        value = var.platform_database_password
        scope = "RUN_TIME"
        type  = "SECRET"
      }

      alert {
        rule     = "CPU_UTILIZATION"
        operator = "GREATER_THAN"
        value    = 85
        window   = "FIVE_MINUTES"

        destinations {
          emails = ["operations@infrar.io"]
        }
      }

      alert {
        rule     = "MEM_UTILIZATION"
        operator = "GREATER_THAN"
        value    = 85
        window   = "FIVE_MINUTES"

        destinations {
          emails = ["operations@infrar.io"]
        }
      }
    }

    service {
      name               = "pgbouncer"
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
        max_instance_count = 10

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

      env {
        key   = "DEFAULT_POOL_SIZE"
        value = "25"
        scope = "RUN_TIME"
        type  = "GENERAL"
      }

      env {
        key   = "MAX_CLIENT_CONN"
        value = "100"
        scope = "RUN_TIME"
        type  = "GENERAL"
      }

      env {
        key   = "POOL_MODE"
        value = "transaction"
        scope = "RUN_TIME"
        type  = "GENERAL"
      }

      env {
        key   = "RESERVE_POOL_SIZE"
        value = "5"
        scope = "RUN_TIME"
        type  = "GENERAL"
      }
    }

    worker {
      name               = "pricing-sync"
      instance_size_slug = "apps-s-1vcpu-1gb"
      instance_count     = 1

      image {
        registry_type = "DOCR"
        repository    = "pricing-sync"
        tag           = var.image_tag

        deploy_on_push {
          enabled = true
        }
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

    worker {
      name               = "executor"
      instance_size_slug = "apps-d-2vcpu-4gb"

      image {
        registry_type = "DOCR"
        repository    = "executor"
        tag           = var.image_tag

        deploy_on_push {
          enabled = true
        }
      }

      autoscaling {
        min_instance_count = 1
        max_instance_count = 5

        metrics {
          cpu {
            percent = 80
          }
        }
      }
    }

    worker {
      name               = "builder"
      instance_size_slug = "apps-d-2vcpu-4gb"

      image {
        registry_type = "DOCR"
        repository    = "builder"
        tag           = var.image_tag

        deploy_on_push {
          enabled = true
        }
      }

      autoscaling {
        min_instance_count = 1
        max_instance_count = 5

        metrics {
          cpu {
            percent = 80
          }
        }
      }
    }

    static_site {
      name             = "web"
      build_command    = "npm run build && npm run export"
      output_dir       = "out"
      source_dir       = "/"
      environment_slug = "node-js"

      github {
        repo           = "infrar/infrar-web"
        branch         = "main"
        deploy_on_push = true
      }

      env {
        key   = "NEXT_PUBLIC_API_URL"
        value = "https://api.infrar.io"
        scope = "BUILD_TIME"
        type  = "GENERAL"
      }
    }
  }
}
