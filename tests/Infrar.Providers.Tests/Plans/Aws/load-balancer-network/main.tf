provider "aws" {
  region = "eu-west-1"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "public" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  availability_zone = "eu-west-1${["a", "b"][count.index]}"
}

resource "aws_eip" "fixed" {
  count = 2
}

resource "aws_lb" "tcp" {
  name               = "tcp"
  load_balancer_type = "network"
  internal           = false

  subnet_mapping {
    subnet_id     = aws_subnet.public[0].id
    allocation_id = aws_eip.fixed[0].id
  }

  subnet_mapping {
    subnet_id     = aws_subnet.public[1].id
    allocation_id = aws_eip.fixed[1].id
  }
}

resource "aws_lb" "tls" {
  name               = "tls"
  load_balancer_type = "network"
  internal           = true
  subnets            = aws_subnet.public[*].id
}

resource "aws_lb_listener" "tls" {
  load_balancer_arn = aws_lb.tls.arn
  port              = 443
  protocol          = "TLS"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.any.arn
  }
}

resource "aws_lb" "udp" {
  name               = "udp"
  load_balancer_type = "network"
  internal           = true
  subnets            = aws_subnet.public[*].id
}

resource "aws_lb_listener" "udp" {
  load_balancer_arn = aws_lb.udp.arn
  port              = 53
  protocol          = "UDP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.any.arn
  }
}

resource "aws_lb_target_group" "any" {
  name     = "any"
  port     = 443
  protocol = "TCP"
  vpc_id   = aws_vpc.main.id
}

resource "aws_lb" "gateway" {
  name               = "gateway"
  load_balancer_type = "gateway"
  subnets            = [aws_subnet.public[0].id]
}
