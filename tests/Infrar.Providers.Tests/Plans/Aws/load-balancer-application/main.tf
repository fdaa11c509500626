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

resource "aws_lb" "public" {
  name    = "public"
  subnets = [aws_subnet.public[0].id, aws_subnet.public[1].id]
}

resource "aws_lb" "internal" {
  name     = "internal"
  internal = true
  subnets  = aws_subnet.public[*].id
}

resource "aws_alb" "silent" {
  name     = "silent"
  internal = true
  subnets  = aws_subnet.public[*].id
}
