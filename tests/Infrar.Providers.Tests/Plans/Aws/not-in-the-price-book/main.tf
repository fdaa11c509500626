provider "aws" {
  region = "eu-west-1"
}

resource "aws_dynamodb_table" "asked" {
  name         = "asked"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }

  point_in_time_recovery {
    enabled = true
  }
}

resource "aws_dynamodb_table" "kept" {
  name           = "kept"
  read_capacity  = 20
  write_capacity = 10
  hash_key       = "id"

  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_sqs_queue" "orders" {
  name       = "orders.fifo"
  fifo_queue = true
}

resource "aws_sqs_queue" "unused" {
  name = "unused"
}

resource "aws_efs_file_system" "shared" {
  throughput_mode                 = "provisioned"
  provisioned_throughput_in_mibps = 64
}

resource "aws_kinesis_stream" "clicks" {
  name             = "clicks"
  shard_count      = 4
  retention_period = 24
}

resource "aws_msk_cluster" "main" {
  cluster_name           = "main"
  kafka_version          = "3.8.x"
  number_of_broker_nodes = 3

  broker_node_group_info {
    client_subnets  = ["subnet-0123456789abcdef0"]
    instance_type   = "kafka.m7g.large"
    security_groups = ["sg-0123456789abcdef0"]

    storage_info {
      ebs_storage_info {
        volume_size = 500
      }
    }
  }
}

resource "aws_opensearch_domain" "search" {
  domain_name = "search"

  cluster_config {
    instance_count = 2
    instance_type  = "r7g.large.search"
  }

  ebs_options {
    ebs_enabled = true
    volume_size = 100
    volume_type = "gp3"
  }
}

resource "aws_redshift_cluster" "facts" {
  cluster_identifier  = "facts"
  node_type           = "ra3.xlplus"
  number_of_nodes     = 2
  skip_final_snapshot = true
}

resource "aws_docdb_cluster_instance" "main" {
  cluster_identifier = "main"
  instance_class     = "db.r6g.large"
}

resource "aws_api_gateway_rest_api" "old" {
  name = "old"
}

resource "aws_apigatewayv2_api" "new" {
  name          = "new"
  protocol_type = "HTTP"
}

resource "aws_sfn_state_machine" "slow" {
  name       = "slow"
  role_arn   = "arn:aws:iam::123456789012:role/run"
  definition = "{}"
}

resource "aws_sfn_state_machine" "quick" {
  name       = "quick"
  type       = "EXPRESS"
  role_arn   = "arn:aws:iam::123456789012:role/run"
  definition = "{}"
}

resource "aws_ec2_transit_gateway" "main" {
  description = "main"
}

resource "aws_ec2_transit_gateway_vpc_attachment" "main" {
  transit_gateway_id = aws_ec2_transit_gateway.main.id
  vpc_id             = "vpc-0123456789abcdef0"
  subnet_ids         = ["subnet-0123456789abcdef0"]
}

resource "aws_vpn_connection" "office" {
  type                = "ipsec.1"
  customer_gateway_id = "cgw-0123456789abcdef0"
  vpn_gateway_id      = "vgw-0123456789abcdef0"
}

resource "aws_mq_broker" "main" {
  broker_name        = "main"
  engine_type        = "RabbitMQ"
  engine_version     = "3.13"
  host_instance_type = "mq.m5.large"
  deployment_mode    = "CLUSTER_MULTI_AZ"

  user {
    username = "admin"
    password = "not-a-secret-1"
  }
}

resource "aws_codebuild_project" "main" {
  name         = "main"
  service_role = "arn:aws:iam::123456789012:role/run"

  artifacts {
    type = "NO_ARTIFACTS"
  }

  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/amazonlinux2-x86_64-standard:5.0"
    type         = "LINUX_CONTAINER"
  }

  source {
    type = "NO_SOURCE"
  }
}

resource "aws_ssm_parameter" "standard" {
  name  = "standard"
  type  = "String"
  value = "x"
}

resource "aws_ssm_parameter" "advanced" {
  name  = "advanced"
  type  = "String"
  value = "x"
  tier  = "Advanced"
}

resource "aws_odb_network" "main" {
  availability_zone_id = "euw1-az1"
  display_name         = "main"
  client_subnet_cidr   = "10.2.0.0/24"
  backup_subnet_cidr   = "10.2.1.0/24"
  s3_access            = "DISABLED"
  zero_etl_access      = "DISABLED"
}
