resource "aws_ecs_cluster" "main" {
  name = "infrar-production"

  setting {
    name  = "containerInsights"
    value = "disabled"
  }
}

resource "aws_ecs_task_definition" "platform" {
  family                   = "infrar-platform"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = "1024"
  memory                   = "2048"
  execution_role_arn       = aws_iam_role.execution_platform.arn
  task_role_arn            = aws_iam_role.task_platform.arn
  container_definitions = jsonencode([
    {
      name      = "infrar-platform"
      image     = "123456789.dkr.ecr.us-east-1.amazonaws.com/infrar-platform:latest"
      essential = true
      portMappings = [{
        containerPort = 8080
        protocol      = "tcp"
      }]
      environment = [
        {
          name  = "DATABASE_HOST"
          value = "infrar-prod.xxx.us-east-1.rds.amazonaws.com"
        },
        {
          name  = "ENVIRONMENT"
          value = "production"
        },
        {
          name  = "REDIS_URL"
          value = "redis://infrar-redis.xxx.cache.amazonaws.com:6379"
        },
      ]
      secrets = [{
        name      = "DATABASE_PASSWORD"
        valueFrom = "arn:aws:secretsmanager:us-east-1:xxx:secret:infrar/db-password"
      }]
      dependsOn = [{
        containerName = "infrar-pgbouncer"
        condition     = "START"
      }]
      healthCheck = {
        command     = ["CMD-SHELL", "curl -f http://localhost:8080/health || exit 1"]
        interval    = 30
        timeout     = 5
        retries     = 3
        startPeriod = 60
      }
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.platform.name
          awslogs-region        = "us-east-1"
          awslogs-stream-prefix = "ecs"
        }
      }
    },
    {
      name      = "infrar-pgbouncer"
      image     = "edoburu/pgbouncer:latest"
      essential = true
      portMappings = [{
        containerPort = 6432
        protocol      = "tcp"
      }]
      environment = [
        {
          name  = "DB_HOST"
          value = "${aws_db_instance.database.address}"
        },
        {
          name  = "DEFAULT_POOL_SIZE"
          value = "25"
        },
        {
          name  = "MAX_CLIENT_CONN"
          value = "100"
        },
        {
          name  = "POOL_MODE"
          value = "transaction"
        },
        {
          name  = "RESERVE_POOL_SIZE"
          value = "5"
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.platform.name
          awslogs-region        = "us-east-1"
          awslogs-stream-prefix = "ecs"
        }
      }
    },
  ])
  tags = {
    Component = "platform"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

resource "aws_ecs_service" "platform" {
  name                               = "infrar-production-platform"
  cluster                            = aws_ecs_cluster.main.arn
  task_definition                    = aws_ecs_task_definition.platform.arn
  desired_count                      = 2
  launch_type                        = "FARGATE"
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 150
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  health_check_grace_period_seconds  = 60
  tags = {
    Component = "platform"
  }
  depends_on = [aws_iam_role_policy.execution_platform, aws_lb_listener_rule.platform]

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = [aws_subnet.private_a.id, aws_subnet.private_b.id, aws_subnet.private_c.id]
    security_groups  = [aws_security_group.ecs.id]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.platform.arn
    container_name   = "infrar-platform"
    container_port   = 8080
  }

  lifecycle {
    ignore_changes = [desired_count]
  }
}

resource "aws_appautoscaling_target" "platform" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${aws_ecs_cluster.main.name}/${aws_ecs_service.platform.name}"
  min_capacity       = 2
  max_capacity       = 10
}

resource "aws_appautoscaling_policy" "platform" {
  name               = "infrar-production-platform-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.platform.service_namespace
  scalable_dimension = aws_appautoscaling_target.platform.scalable_dimension
  resource_id        = aws_appautoscaling_target.platform.resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = 70
    scale_out_cooldown = 60
    scale_in_cooldown  = 300

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

resource "aws_ecs_task_definition" "pricing_sync" {
  family                   = "infrar-production-pricing-sync"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = "512"
  memory                   = "1024"
  execution_role_arn       = aws_iam_role.execution_pricing_sync.arn
  task_role_arn            = aws_iam_role.task_pricing_sync.arn
  container_definitions = jsonencode([{
    name      = "infrar-pricing-sync"
    image     = "${aws_ecr_repository.infrar_pricing_sync.repository_url}:${var.pricing_sync_image_tag}"
    essential = true
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.pricing_sync.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
  }])
  tags = {
    Component = "pricing-sync"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

resource "aws_scheduler_schedule" "pricing_sync" {
  name                         = "infrar-production-pricing-sync"
  description                  = "Starts infrar-pricing-sync."
  schedule_expression          = "cron(0 2 * * ? *)"
  schedule_expression_timezone = "UTC"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_ecs_cluster.main.arn
    role_arn = aws_iam_role.scheduler_pricing_sync.arn

    ecs_parameters {
      task_definition_arn     = aws_ecs_task_definition.pricing_sync.arn
      launch_type             = "FARGATE"
      enable_ecs_managed_tags = true
      propagate_tags          = "TASK_DEFINITION"

      network_configuration {
        subnets          = [aws_subnet.private_a.id, aws_subnet.private_b.id, aws_subnet.private_c.id]
        security_groups  = [aws_security_group.ecs.id]
        assign_public_ip = false
      }
    }

    retry_policy {
      maximum_event_age_in_seconds = 3600
      maximum_retry_attempts       = 3
    }
  }
}

resource "aws_ecs_task_definition" "executor" {
  family                   = "infrar-production-executor"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = "2048"
  memory                   = "4096"
  execution_role_arn       = aws_iam_role.execution_executor.arn
  task_role_arn            = aws_iam_role.task_executor.arn
  container_definitions = jsonencode([{
    name      = "infrar-executor"
    image     = "${aws_ecr_repository.infrar_platform.repository_url}:${var.executor_image_tag}"
    essential = true
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.executor.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
  }])
  tags = {
    Component = "executor"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

resource "aws_ecs_service" "executor" {
  name                               = "infrar-production-executor"
  cluster                            = aws_ecs_cluster.main.arn
  task_definition                    = aws_ecs_task_definition.executor.arn
  desired_count                      = 0
  launch_type                        = "FARGATE"
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  tags = {
    Component = "executor"
  }
  depends_on = [aws_iam_role_policy.execution_executor]

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = [aws_subnet.private_a.id, aws_subnet.private_b.id, aws_subnet.private_c.id]
    security_groups  = [aws_security_group.ecs.id]
    assign_public_ip = false
  }

  lifecycle {
    ignore_changes = [desired_count]
  }
}

resource "aws_appautoscaling_target" "executor" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${aws_ecs_cluster.main.name}/${aws_ecs_service.executor.name}"
  min_capacity       = 0
  max_capacity       = 5
}

resource "aws_appautoscaling_policy" "executor" {
  name               = "infrar-production-executor-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.executor.service_namespace
  scalable_dimension = aws_appautoscaling_target.executor.scalable_dimension
  resource_id        = aws_appautoscaling_target.executor.resource_id

  target_tracking_scaling_policy_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

resource "aws_ecs_task_definition" "builder" {
  family                   = "infrar-production-builder"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = "2048"
  memory                   = "4096"
  execution_role_arn       = aws_iam_role.execution_builder.arn
  task_role_arn            = aws_iam_role.task_builder.arn
  container_definitions = jsonencode([{
    name      = "infrar-builder"
    image     = "${aws_ecr_repository.infrar_builder.repository_url}:${var.builder_image_tag}"
    essential = true
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.builder.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
  }])
  tags = {
    Component = "builder"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

resource "aws_ecs_service" "builder" {
  name                               = "infrar-production-builder"
  cluster                            = aws_ecs_cluster.main.arn
  task_definition                    = aws_ecs_task_definition.builder.arn
  desired_count                      = 0
  launch_type                        = "FARGATE"
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  tags = {
    Component = "builder"
  }
  depends_on = [aws_iam_role_policy.execution_builder]

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = [aws_subnet.private_a.id, aws_subnet.private_b.id, aws_subnet.private_c.id]
    security_groups  = [aws_security_group.ecs.id]
    assign_public_ip = false
  }

  lifecycle {
    ignore_changes = [desired_count]
  }
}

resource "aws_appautoscaling_target" "builder" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${aws_ecs_cluster.main.name}/${aws_ecs_service.builder.name}"
  min_capacity       = 0
  max_capacity       = 5
}

resource "aws_appautoscaling_policy" "builder" {
  name               = "infrar-production-builder-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.builder.service_namespace
  scalable_dimension = aws_appautoscaling_target.builder.scalable_dimension
  resource_id        = aws_appautoscaling_target.builder.resource_id

  target_tracking_scaling_policy_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}
