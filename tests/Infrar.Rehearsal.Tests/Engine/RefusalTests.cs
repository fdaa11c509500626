namespace Infrar.Rehearsal.Tests.Engine;

public sealed class RefusalTests
{
    private const string Hetzner = """
        terraform {
          required_providers {
            hcloud = { source = "hetznercloud/hcloud" }
          }
        }

        """;

    private const string Aws = """
        terraform {
          required_providers {
            aws = { source = "hashicorp/aws" }
          }
        }
        provider "aws" { region = "eu-central-1" }

        """;

    [Fact]
    public async Task A_name_that_is_taken_is_refused_and_its_holder_named()
    {
        await using var rehearsal = await RehearsedFolder.ServeAsync(
            Hetzner
                + """
                resource "hcloud_ssh_key" "one" {
                  name       = "me"
                  public_key = "ssh-ed25519 AAAA"
                }
                resource "hcloud_ssh_key" "two" {
                  name       = "me"
                  public_key = "ssh-ed25519 BBBB"
                }
                """
        );

        (await rehearsal.ApplyAsync()).Fails("hcloud_ssh_key with this name already exists");

        Assert.Single((await rehearsal.CloudAsync()).Resources);
    }

    [Fact]
    public async Task Validate_refuses_what_the_real_providers_refuse()
    {
        await using var rehearsal = await RehearsedFolder.ServeAsync(
            Aws
                + """
                resource "aws_vpc" "computed" {
                  cidr_block = "10.0.0.0/16"
                  arn        = "mine"
                }
                resource "aws_vpc" "range" { cidr_block = "10.0.0.1/16" }
                resource "aws_s3_bucket" "name" { bucket = "Not_Allowed" }
                resource "aws_lb_target_group" "length" { name = "a-name-that-is-far-too-long-for-it" }
                resource "aws_db_instance" "backup" {
                  instance_class          = "db.t4g.micro"
                  backup_retention_period = 36
                }
                resource "aws_ecs_task_definition" "size" {
                  family                   = "web"
                  requires_compatibilities = ["FARGATE"]
                  network_mode             = "awsvpc"
                  cpu                      = 256
                  memory                   = 4096
                  container_definitions    = jsonencode([{ name = "web", image = "nginx" }])
                }
                """
        );

        var validation = await rehearsal.RunAsync("validate", "-no-color");

        Assert.Equal(1, validation.ExitCode);
        Assert.Contains("Value for unconfigurable attribute with aws_vpc.computed, on main.tf line 9", validation.Text);
        Assert.Contains("\"10.0.0.1/16\" is not a CIDR block", validation.Text);
        Assert.Contains("\"Not_Allowed\" is not accepted here", validation.Text);
        Assert.Contains("has 34 characters; from 1 to 32 are allowed", validation.Text);
        Assert.Contains("36 lies outside the range from 0 to 35", validation.Text);
        Assert.Contains("Fargate does not offer 256 CPU units with 4096 MiB of memory", validation.Text);
    }

    [Fact]
    public async Task Apply_refuses_networks_that_do_not_fit_and_references_to_nothing()
    {
        await using var rehearsal = await RehearsedFolder.ServeAsync(
            Aws
                + """
                resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
                resource "aws_subnet" "outside" {
                  vpc_id     = aws_vpc.main.id
                  cidr_block = "10.1.0.0/24"
                }
                resource "aws_subnet" "wide" {
                  vpc_id     = aws_vpc.main.id
                  cidr_block = "10.0.0.0/20"
                }
                resource "aws_subnet" "overlapping" {
                  vpc_id     = aws_vpc.main.id
                  cidr_block = "10.0.1.0/24"
                  depends_on = [aws_subnet.wide]
                }
                resource "aws_internet_gateway" "lost" { vpc_id = "vpc-0fa5e000000000000" }
                resource "aws_internet_gateway" "foreign" { vpc_id = "vpc-12345678901234567" }
                """
        );

        var apply = await rehearsal.ApplyAsync();

        Assert.Equal(1, apply.ExitCode);
        Assert.Contains("10.1.0.0/24 does not lie inside 10.0.0.0/16", apply.Text);
        Assert.Contains("10.0.1.0/24 overlaps 10.0.0.0/20", apply.Text);
        Assert.Contains("the rehearsed cloud has no such aws_vpc", apply.Text);
        Assert.Single((await rehearsal.CloudAsync()).OfType("aws_internet_gateway"));
    }

    [Fact]
    public async Task What_is_in_use_is_not_deleted()
    {
        await using var rehearsal = await RehearsedFolder.ServeAsync(
            Hetzner
                + """
                resource "hcloud_network" "main" {
                  name     = "main"
                  ip_range = "10.0.0.0/16"
                }
                resource "hcloud_network_subnet" "main" {
                  network_id   = hcloud_network.main.id
                  type         = "cloud"
                  network_zone = "eu-central"
                  ip_range     = "10.0.1.0/24"
                }
                """
        );
        (await rehearsal.ApplyAsync()).Succeeds();
        (await rehearsal.RunAsync("state", "rm", "hcloud_network_subnet.main")).Succeeds();

        (await rehearsal.RunAsync("destroy", "-auto-approve", "-no-color")).Fails("hcloud_network is in use");

        Assert.Equal(2, (await rehearsal.CloudAsync()).Resources.Count);
    }
}
