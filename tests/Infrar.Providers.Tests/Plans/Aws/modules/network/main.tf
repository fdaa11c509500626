variable "zones" {
  type = number
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "public" {
  count      = var.zones
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
}

resource "aws_nat_gateway" "main" {
  count             = var.zones
  connectivity_type = "private"
  subnet_id         = aws_subnet.public[count.index].id
}

resource "aws_vpc_endpoint" "interface" {
  for_each          = toset(["ecr"])
  vpc_id            = aws_vpc.main.id
  service_name      = each.key
  vpc_endpoint_type = "Interface"
  subnet_ids        = aws_subnet.public[*].id
}
