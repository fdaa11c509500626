data "aws_caller_identity" "current" {}

resource "aws_security_group" "load_balancer" {
  name        = "infrar-production-load-balancer"
  description = "What load-balancer may connect to and be reached by"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "infrar-production-load-balancer"
  }
}

resource "aws_security_group" "platform" {
  name        = "infrar-production-platform"
  description = "What platform may connect to and be reached by"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "infrar-production-platform"
  }
}

resource "aws_security_group" "pricing_sync" {
  name        = "infrar-production-pricing-sync"
  description = "What pricing-sync may connect to and be reached by"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "infrar-production-pricing-sync"
  }
}

resource "aws_security_group" "executor" {
  name        = "infrar-production-executor"
  description = "What executor may connect to and be reached by"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "infrar-production-executor"
  }
}

resource "aws_security_group" "database" {
  name        = "infrar-production-database"
  description = "What database may connect to and be reached by"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "infrar-production-database"
  }
}

resource "aws_security_group" "cache" {
  name        = "infrar-production-cache"
  description = "What cache may connect to and be reached by"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "infrar-production-cache"
  }
}

resource "aws_iam_role" "execution_platform" {
  name        = "infrar-production-platform-execution"
  description = "Starts Platform API: pulls images, reads injected secrets, writes logs."
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
        Resource = ["arn:aws:ecr:eu-west-1:123456789:repository/infrar-platform"]
      },
      {
        Sid      = "ReadSecrets"
        Effect   = "Allow"
        Action   = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
        Resource = [aws_secretsmanager_secret.secrets_api_keys_stripe_secret_key.arn]
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
  name        = "infrar-production-platform-task"
  description = "What the code of Platform API may do."
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

resource "aws_iam_role_policy" "task_platform" {
  name = "task"
  role = aws_iam_role.task_platform.id
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
        Sid      = "ReadSecrets"
        Effect   = "Allow"
        Action   = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
        Resource = [aws_secretsmanager_secret.secrets_api_keys_stripe_secret_key.arn]
      },
      {
        Sid      = "RunExecutor"
        Effect   = "Allow"
        Action   = ["ecs:RunTask"]
        Resource = ["${aws_ecs_task_definition.executor.arn_without_revision}:*"]
        Condition = {
          ArnEquals = {
            "ecs:cluster" = aws_ecs_cluster.main.arn
          }
        }
      },
      {
        Sid    = "TagExecutor"
        Effect = "Allow"
        Action = ["ecs:TagResource"]
        Resource = [
          "arn:aws:ecs:eu-west-1:${data.aws_caller_identity.current.account_id}:task/${aws_ecs_cluster.main.name}/*",
        ]
        Condition = {
          StringEquals = {
            "ecs:CreateAction" = "RunTask"
          }
        }
      },
      {
        Sid    = "WatchExecutor"
        Effect = "Allow"
        Action = ["ecs:DescribeTasks", "ecs:StopTask"]
        Resource = [
          "arn:aws:ecs:eu-west-1:${data.aws_caller_identity.current.account_id}:task/${aws_ecs_cluster.main.name}/*",
        ]
        Condition = {
          ArnEquals = {
            "ecs:cluster" = aws_ecs_cluster.main.arn
          }
        }
      },
      {
        Sid      = "HandRolesToExecutor"
        Effect   = "Allow"
        Action   = ["iam:PassRole"]
        Resource = [aws_iam_role.execution_executor.arn, aws_iam_role.task_executor.arn]
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "ecs-tasks.amazonaws.com"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role" "execution_pricing_sync" {
  name        = "infrar-production-pricing-sync-execution"
  description = "Starts Pricing data sync: pulls images, reads injected secrets, writes logs."
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
        Resource = [aws_ecr_repository.pricing_sync.arn]
      },
    ]
  })
}

resource "aws_iam_role" "task_pricing_sync" {
  name        = "infrar-production-pricing-sync-task"
  description = "What the code of Pricing data sync may do."
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
          "arn:aws:ecs:eu-west-1:${data.aws_caller_identity.current.account_id}:task/${aws_ecs_cluster.main.name}/*",
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
  description = "Starts OpenTofu executor: pulls images, reads injected secrets, writes logs."
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
        Resource = [aws_ecr_repository.executor.arn]
      },
    ]
  })
}

resource "aws_iam_role" "task_executor" {
  name        = "infrar-production-executor-task"
  description = "What the code of OpenTofu executor may do."
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
    ]
  })
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer_from_internet_443" {
  security_group_id = aws_security_group.load_balancer.id
  description       = "HTTPS from everywhere"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "load_balancer_to_platform" {
  security_group_id            = aws_security_group.load_balancer.id
  description                  = "load-balancer uses platform"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.platform.id
}

resource "aws_vpc_security_group_ingress_rule" "platform_from_load_balancer" {
  security_group_id            = aws_security_group.platform.id
  description                  = "load-balancer uses platform"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.load_balancer.id
}

resource "aws_vpc_security_group_egress_rule" "platform_to_database" {
  security_group_id            = aws_security_group.platform.id
  description                  = "platform uses database"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.database.id
}

resource "aws_vpc_security_group_ingress_rule" "database_from_platform" {
  security_group_id            = aws_security_group.database.id
  description                  = "platform uses database"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.platform.id
}

resource "aws_vpc_security_group_egress_rule" "platform_to_cache" {
  security_group_id            = aws_security_group.platform.id
  description                  = "platform uses cache"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
  referenced_security_group_id = aws_security_group.cache.id
}

resource "aws_vpc_security_group_ingress_rule" "cache_from_platform" {
  security_group_id            = aws_security_group.cache.id
  description                  = "platform uses cache"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
  referenced_security_group_id = aws_security_group.platform.id
}

resource "aws_vpc_security_group_egress_rule" "pricing_sync_to_database" {
  security_group_id            = aws_security_group.pricing_sync.id
  description                  = "pricing-sync uses database"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.database.id
}

resource "aws_vpc_security_group_ingress_rule" "database_from_pricing_sync" {
  security_group_id            = aws_security_group.database.id
  description                  = "pricing-sync uses database"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.pricing_sync.id
}

resource "aws_vpc_security_group_egress_rule" "platform_to_internet_443" {
  security_group_id = aws_security_group.platform.id
  description       = "Calls to the internet"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "pricing_sync_to_internet_443" {
  security_group_id = aws_security_group.pricing_sync.id
  description       = "Calls to the internet"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "executor_to_internet_443" {
  security_group_id = aws_security_group.executor.id
  description       = "Calls to the internet"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}
