data "aws_caller_identity" "current" {}

resource "aws_security_group" "alb" {
  name        = "infrar-production-alb"
  description = "Load balancer"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "infrar-production-alb"
  }
}

resource "aws_security_group" "ecs" {
  name        = "infrar-production-ecs"
  description = "Tasks"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "infrar-production-ecs"
  }
}

resource "aws_security_group" "rds" {
  name        = "infrar-production-rds"
  description = "Database"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "infrar-production-rds"
  }
}

resource "aws_security_group" "redis" {
  name        = "infrar-production-redis"
  description = "Cache"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "infrar-production-redis"
  }
}

resource "aws_iam_role" "execution_platform" {
  name        = "ecsTaskExecutionRole"
  description = "Starts infrar-platform: pulls images, reads injected secrets, writes logs."
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        Service = "ecs-tasks.amazonaws.com"
      }
      Action = "sts:AssumeRole"
      Condition = {
        StringEquals = {
          "aws:SourceAccount" = data.aws_caller_identity.current.account_id
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "execution_platform" {
  name = "execution"
  role = aws_iam_role.execution_platform.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "WriteLogs"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = ["${aws_cloudwatch_log_group.platform.arn}:*"]
      },
      {
        Sid      = "SignInToRegistry"
        Effect   = "Allow"
        Action   = ["ecr:GetAuthorizationToken"]
        Resource = ["*"]
      },
      {
        Sid      = "PullImages"
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = ["arn:aws:ecr:us-east-1:123456789:repository/infrar-platform"]
      },
      {
        Sid    = "ReadStatedSecrets"
        Effect = "Allow"
        Action = ["secretsmanager:GetSecretValue"]
        Resource = [
          "arn:aws:secretsmanager:us-east-1:xxx:secret:infrar/db-password",
          "arn:aws:secretsmanager:us-east-1:xxx:secret:infrar/db-password-??????",
        ]
      },
    ]
  })
}

resource "aws_iam_role" "task_platform" {
  name        = "infraPlatformTaskRole"
  description = "What the code of infrar-platform may do."
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        Service = "ecs-tasks.amazonaws.com"
      }
      Action = "sts:AssumeRole"
      Condition = {
        StringEquals = {
          "aws:SourceAccount" = data.aws_caller_identity.current.account_id
        }
      }
    }]
  })
}

# As the strategy states it, in place of what follows from uses.
resource "aws_iam_role_policy" "secrets_access_platform" {
  name = "secrets-access"
  role = aws_iam_role.task_platform.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
      Resource = ["arn:aws:secretsmanager:us-east-1:xxx:secret:/infrar/production/*"]
    }]
  })
}

resource "aws_iam_role" "execution_pricing_sync" {
  name        = "infrar-production-pricing-sync-execution"
  description = "Starts infrar-pricing-sync: pulls images, reads injected secrets, writes logs."
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        Service = "ecs-tasks.amazonaws.com"
      }
      Action = "sts:AssumeRole"
      Condition = {
        StringEquals = {
          "aws:SourceAccount" = data.aws_caller_identity.current.account_id
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "execution_pricing_sync" {
  name = "execution"
  role = aws_iam_role.execution_pricing_sync.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "WriteLogs"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = ["${aws_cloudwatch_log_group.pricing_sync.arn}:*"]
      },
      {
        Sid      = "SignInToRegistry"
        Effect   = "Allow"
        Action   = ["ecr:GetAuthorizationToken"]
        Resource = ["*"]
      },
      {
        Sid      = "PullImages"
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = [aws_ecr_repository.infrar_pricing_sync.arn]
      },
    ]
  })
}

resource "aws_iam_role" "task_pricing_sync" {
  name        = "infrar-production-pricing-sync-task"
  description = "What the code of infrar-pricing-sync may do."
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        Service = "ecs-tasks.amazonaws.com"
      }
      Action = "sts:AssumeRole"
      Condition = {
        StringEquals = {
          "aws:SourceAccount" = data.aws_caller_identity.current.account_id
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "task_pricing_sync" {
  name = "task"
  role = aws_iam_role.task_pricing_sync.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "SignInToDatabase"
        Effect = "Allow"
        Action = ["rds-db:connect"]
        Resource = [
          "arn:aws:rds-db:us-east-1:${data.aws_caller_identity.current.account_id}:dbuser:${aws_db_instance.database.resource_id}/*",
        ]
      },
      {
        Sid      = "WriteMetrics"
        Effect   = "Allow"
        Action   = ["cloudwatch:PutMetricData"]
        Resource = ["*"]
        Condition = {
          StringEquals = {
            "cloudwatch:namespace" = "infrar/production"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role" "scheduler_pricing_sync" {
  name        = "infrar-production-pricing-sync-scheduler"
  description = "Starts the task at its times."
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        Service = "scheduler.amazonaws.com"
      }
      Action = "sts:AssumeRole"
      Condition = {
        StringEquals = {
          "aws:SourceAccount" = data.aws_caller_identity.current.account_id
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "scheduler_pricing_sync" {
  name = "scheduler"
  role = aws_iam_role.scheduler_pricing_sync.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "RunPricingSync"
        Effect   = "Allow"
        Action   = ["ecs:RunTask"]
        Resource = ["${aws_ecs_task_definition.pricing_sync.arn_without_revision}:*"]
        Condition = {
          ArnEquals = {
            "ecs:cluster" = aws_ecs_cluster.main.arn
          }
        }
      },
      {
        Sid    = "TagPricingSync"
        Effect = "Allow"
        Action = ["ecs:TagResource"]
        Resource = [
          "arn:aws:ecs:us-east-1:${data.aws_caller_identity.current.account_id}:task/${aws_ecs_cluster.main.name}/*",
        ]
        Condition = {
          StringEquals = {
            "ecs:CreateAction" = "RunTask"
          }
        }
      },
      {
        Sid      = "HandRolesToPricingSync"
        Effect   = "Allow"
        Action   = ["iam:PassRole"]
        Resource = [aws_iam_role.execution_pricing_sync.arn, aws_iam_role.task_pricing_sync.arn]
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "ecs-tasks.amazonaws.com"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role" "execution_executor" {
  name        = "infrar-production-executor-execution"
  description = "Starts infrar-terraform-executor: pulls images, reads injected secrets, writes logs."
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        Service = "ecs-tasks.amazonaws.com"
      }
      Action = "sts:AssumeRole"
      Condition = {
        StringEquals = {
          "aws:SourceAccount" = data.aws_caller_identity.current.account_id
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "execution_executor" {
  name = "execution"
  role = aws_iam_role.execution_executor.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "WriteLogs"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = ["${aws_cloudwatch_log_group.executor.arn}:*"]
      },
      {
        Sid      = "SignInToRegistry"
        Effect   = "Allow"
        Action   = ["ecr:GetAuthorizationToken"]
        Resource = ["*"]
      },
      {
        Sid      = "PullImages"
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = [aws_ecr_repository.infrar_platform.arn]
      },
    ]
  })
}

resource "aws_iam_role" "task_executor" {
  name        = "infrar-production-executor-task"
  description = "What the code of infrar-terraform-executor may do."
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        Service = "ecs-tasks.amazonaws.com"
      }
      Action = "sts:AssumeRole"
      Condition = {
        StringEquals = {
          "aws:SourceAccount" = data.aws_caller_identity.current.account_id
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "task_executor" {
  name = "task"
  role = aws_iam_role.task_executor.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "SignInToDatabase"
        Effect = "Allow"
        Action = ["rds-db:connect"]
        Resource = [
          "arn:aws:rds-db:us-east-1:${data.aws_caller_identity.current.account_id}:dbuser:${aws_db_instance.database.resource_id}/*",
        ]
      },
      {
        Sid      = "ListArtifacts"
        Effect   = "Allow"
        Action   = ["s3:ListBucket", "s3:GetBucketLocation"]
        Resource = [aws_s3_bucket.artifacts.arn]
      },
      {
        Sid      = "ReadWriteArtifacts"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]
        Resource = ["${aws_s3_bucket.artifacts.arn}/*"]
      },
      {
        Sid      = "ListLogs"
        Effect   = "Allow"
        Action   = ["s3:ListBucket", "s3:GetBucketLocation"]
        Resource = [aws_s3_bucket.logs.arn]
      },
      {
        Sid      = "ReadWriteLogs"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]
        Resource = ["${aws_s3_bucket.logs.arn}/*"]
      },
      {
        Sid    = "ReadVault"
        Effect = "Allow"
        Action = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
        Resource = [
          aws_secretsmanager_secret.vault_database_master_password.arn,
          aws_secretsmanager_secret.vault_database_application_password.arn,
          aws_secretsmanager_secret.vault_api_keys_stripe_secret_key.arn,
          aws_secretsmanager_secret.vault_api_keys_sendgrid_api_key.arn,
          aws_secretsmanager_secret.vault_api_keys_github_oauth_secret.arn,
          aws_secretsmanager_secret.vault_jwt_signing_key.arn,
          aws_secretsmanager_secret.vault_jwt_refresh_key.arn,
        ]
      },
      {
        Sid      = "UnsealVault"
        Effect   = "Allow"
        Action   = ["kms:Decrypt"]
        Resource = [aws_kms_key.secrets.arn]
      },
      {
        Sid    = "ReadTenantsVault"
        Effect = "Allow"
        Action = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
        Resource = [
          "arn:aws:secretsmanager:us-east-1:${data.aws_caller_identity.current.account_id}:secret:/infrar/production/users/*",
        ]
      },
      {
        Sid      = "UnsealTenantsVault"
        Effect   = "Allow"
        Action   = ["kms:Decrypt"]
        Resource = [aws_kms_key.secrets.arn]
      },
      {
        Sid      = "WriteMetrics"
        Effect   = "Allow"
        Action   = ["cloudwatch:PutMetricData"]
        Resource = ["*"]
        Condition = {
          StringEquals = {
            "cloudwatch:namespace" = "infrar/production"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role" "execution_builder" {
  name        = "infrar-production-builder-execution"
  description = "Starts Container Builder: pulls images, reads injected secrets, writes logs."
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        Service = "ecs-tasks.amazonaws.com"
      }
      Action = "sts:AssumeRole"
      Condition = {
        StringEquals = {
          "aws:SourceAccount" = data.aws_caller_identity.current.account_id
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "execution_builder" {
  name = "execution"
  role = aws_iam_role.execution_builder.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "WriteLogs"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = ["${aws_cloudwatch_log_group.builder.arn}:*"]
      },
      {
        Sid      = "SignInToRegistry"
        Effect   = "Allow"
        Action   = ["ecr:GetAuthorizationToken"]
        Resource = ["*"]
      },
      {
        Sid      = "PullImages"
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = [aws_ecr_repository.infrar_builder.arn]
      },
    ]
  })
}

resource "aws_iam_role" "task_builder" {
  name        = "infrar-production-builder-task"
  description = "What the code of Container Builder may do."
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        Service = "ecs-tasks.amazonaws.com"
      }
      Action = "sts:AssumeRole"
      Condition = {
        StringEquals = {
          "aws:SourceAccount" = data.aws_caller_identity.current.account_id
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "task_builder" {
  name = "task"
  role = aws_iam_role.task_builder.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ListUploads"
        Effect   = "Allow"
        Action   = ["s3:ListBucket", "s3:GetBucketLocation"]
        Resource = [aws_s3_bucket.uploads.arn]
      },
      {
        Sid      = "ReadWriteUploads"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]
        Resource = ["${aws_s3_bucket.uploads.arn}/*"]
      },
      {
        Sid      = "ListArtifacts"
        Effect   = "Allow"
        Action   = ["s3:ListBucket", "s3:GetBucketLocation"]
        Resource = [aws_s3_bucket.artifacts.arn]
      },
      {
        Sid      = "ReadWriteArtifacts"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]
        Resource = ["${aws_s3_bucket.artifacts.arn}/*"]
      },
      {
        Sid      = "ListLogs"
        Effect   = "Allow"
        Action   = ["s3:ListBucket", "s3:GetBucketLocation"]
        Resource = [aws_s3_bucket.logs.arn]
      },
      {
        Sid      = "ReadWriteLogs"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]
        Resource = ["${aws_s3_bucket.logs.arn}/*"]
      },
      {
        Sid      = "SignInToImages"
        Effect   = "Allow"
        Action   = ["ecr:GetAuthorizationToken"]
        Resource = ["*"]
      },
      {
        Sid    = "PushImages"
        Effect = "Allow"
        Action = [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:CompleteLayerUpload",
          "ecr:GetDownloadUrlForLayer",
          "ecr:InitiateLayerUpload",
          "ecr:PutImage",
          "ecr:UploadLayerPart",
        ]
        Resource = [
          aws_ecr_repository.infrar_platform.arn,
          aws_ecr_repository.infrar_pricing_sync.arn,
          aws_ecr_repository.infrar_terraform_executor.arn,
          aws_ecr_repository.infrar_builder.arn,
        ]
      },
      {
        Sid      = "WriteMetrics"
        Effect   = "Allow"
        Action   = ["cloudwatch:PutMetricData"]
        Resource = ["*"]
        Condition = {
          StringEquals = {
            "cloudwatch:namespace" = "infrar/production"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role" "monitoring_database" {
  name        = "infrar-production-database-monitoring"
  description = "Delivers operating-system metrics of database."
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        Service = "monitoring.rds.amazonaws.com"
      }
      Action = "sts:AssumeRole"
      Condition = {
        StringEquals = {
          "aws:SourceAccount" = data.aws_caller_identity.current.account_id
        }
      }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "monitoring_database" {
  role       = aws_iam_role.monitoring_database.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}

resource "aws_vpc_security_group_ingress_rule" "alb_from_internet_443" {
  security_group_id = aws_security_group.alb.id
  description       = "As stated"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "alb_to_ecs_8080" {
  security_group_id            = aws_security_group.alb.id
  description                  = "As stated"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.ecs.id
}

resource "aws_vpc_security_group_ingress_rule" "ecs_from_alb_8080" {
  security_group_id            = aws_security_group.ecs.id
  description                  = "As stated"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.alb.id
}

resource "aws_vpc_security_group_egress_rule" "ecs_to_internet_443" {
  security_group_id = aws_security_group.ecs.id
  description       = "As stated"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "ecs_to_rds_5432" {
  security_group_id            = aws_security_group.ecs.id
  description                  = "As stated"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.rds.id
}

resource "aws_vpc_security_group_ingress_rule" "rds_from_ecs_5432" {
  security_group_id            = aws_security_group.rds.id
  description                  = "As stated"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.ecs.id
}

resource "aws_vpc_security_group_ingress_rule" "redis_from_ecs_6379" {
  security_group_id            = aws_security_group.redis.id
  description                  = "As stated"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
  referenced_security_group_id = aws_security_group.ecs.id
}
