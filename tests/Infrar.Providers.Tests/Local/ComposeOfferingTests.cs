using System.Diagnostics;
using Infrar.Core.Compose;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Local;
using Infrar.Testing;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Tests.Local;

public sealed class ComposeOfferingTests
{
    private static readonly SourceLocation Here = new("infrar.yaml", 1, 1);

    [Fact]
    public void Development_of_Infrar_is_the_Compose_file_that_was_reviewed()
    {
        var placement = Planner.Place(DevelopmentSystem.Infrar, DevelopmentSystem.Catalog);

        Assert.Empty(placement.Obstacles);
        Golden.Match(ComposeWriter.Write(placement), "local/compose.yaml");
        Golden.Match(placement.Files[".env.example"], "local/env.example");
    }

    [Fact]
    public void Compose_itself_accepts_the_file()
    {
        var folder = Directory.CreateTempSubdirectory("infrar-compose-");
        try
        {
            // Compose 1.29 also looks whether the folders to build from exist.
            folder.CreateSubdirectory("infrar-platform");
            folder.CreateSubdirectory("infrar-executor");
            var file = Path.Combine(folder.CreateSubdirectory("development").FullName, "compose.yaml");
            File.WriteAllText(
                file,
                ComposeWriter.Write(Planner.Place(DevelopmentSystem.Infrar, DevelopmentSystem.Catalog))
            );

            var (code, errors) =
                Run("docker", "compose", "version") is (0, _) ? Run("docker", "compose", "-f", file, "config", "-q")
                : Run("docker-compose", "version") is (0, _) ? Run("docker-compose", "-f", file, "config", "-q")
                : (-1, "");
            Assert.SkipWhen(code == -1, "Neither docker compose nor docker-compose is installed.");

            Assert.True(code == 0, errors);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Every_port_is_bound_to_this_computer_alone_and_none_twice()
    {
        var placement = Planner.Place(DevelopmentSystem.Infrar, DevelopmentSystem.Catalog);

        var ports = placement
            .Graph.OfType(ComposeWriter.ServiceType)
            .SelectMany(s => s["ports"].Items())
            .Select(p => p.AsText() ?? "")
            .ToList();

        Assert.All(ports, p => Assert.StartsWith("127.0.0.1:", p, StringComparison.Ordinal));
        Assert.Equal(ports.Count, ports.Select(p => p.Split(':')[1]).Distinct().Count());
        Assert.Equal(5, ports.Count);
    }

    [Fact]
    public void A_second_database_gets_the_next_free_port_and_a_password_of_its_own()
    {
        var placement = Planner.Place(
            DevelopmentSystem.System([Database("orders"), Database("people")]),
            DevelopmentSystem.Catalog
        );

        var people = placement.Graph.Find("compose_service.people");

        Assert.NotNull(people);
        Assert.Equal("127.0.0.1:5433:5432", people["ports"].Items().Single().AsText());
        Assert.Equal(
            new Value.Expression("${PEOPLE_PASSWORD:?Set it in .env}", []),
            people["environment.POSTGRES_PASSWORD"],
            (a, b) => ((Value.Expression)a).Source == ((Value.Expression)b).Source
        );
    }

    [Fact]
    public void Two_components_that_state_one_port_are_refused()
    {
        var placement = Planner.Place(
            DevelopmentSystem.System(
                [Database("orders"), Database("people")],
                ("orders", Map(("port", 6000))),
                ("people", Map(("port", 6000)))
            ),
            DevelopmentSystem.Catalog
        );

        var obstacle = Assert.Single(placement.Obstacles);
        Assert.Equal("people", obstacle.Component);
        Assert.Contains("6000", obstacle.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Services_that_use_each_other_do_not_wait_in_a_circle()
    {
        var placement = Planner.Place(
            DevelopmentSystem.System([Service("a", "b"), Service("b", "c"), Service("c", "a")]),
            DevelopmentSystem.Catalog
        );

        Assert.NotEqual(Value.None, placement.Graph.Find("compose_service.a")!["depends_on.b"]);
        Assert.NotEqual(Value.None, placement.Graph.Find("compose_service.b")!["depends_on.c"]);
        Assert.Equal(Value.None, placement.Graph.Find("compose_service.c")!["depends_on"]);
    }

    [Fact]
    public void Nobody_waits_for_a_service_whose_profile_is_off()
    {
        var placement = Planner.Place(DevelopmentSystem.Infrar, DevelopmentSystem.Catalog);

        Assert.Equal(Value.None, placement.Graph.Find("compose_service.infrar_platform")!["depends_on.executor"]);
        Assert.NotEqual(Value.None, placement.Graph.Find("compose_service.executor")!["depends_on.infrar-platform"]);
    }

    [Fact]
    public void A_browser_and_a_container_reach_the_same_service_by_different_addresses()
    {
        var page = new StaticSite
        {
            Name = "web",
            Title = "web",
            Location = Here,
            Environment = Ordinal.Empty.Add("API", "${api.url}/v1"),
        };
        var worker = new Worker
        {
            Name = "worker",
            Title = "worker",
            Location = Here,
            Environment = Ordinal.Empty.Add("API", "${api.url}/v1"),
        };
        var placement = Planner.Place(
            DevelopmentSystem.System([page, worker, Service("api"), Service("other")]),
            DevelopmentSystem.Catalog
        );

        Assert.Equal(
            "http://localhost:8080/v1",
            placement.Graph.Find("compose_service.web")!["environment.API"].AsText()
        );
        Assert.Equal("http://api:8080/v1", placement.Graph.Find("compose_service.worker")!["environment.API"].AsText());
    }

    [Fact]
    public void Everything_here_is_free_by_rule()
    {
        var placement = Planner.Place(DevelopmentSystem.Infrar, DevelopmentSystem.Catalog);
        var priced = new LocalProvider().PricingRules.Select(r => r.ResourceType).ToHashSet();

        Assert.All(placement.Graph.Resources, r => Assert.Contains(r.Type, priced));
    }

    private static PostgreSql Database(string name) =>
        new()
        {
            Name = name,
            Title = name,
            Location = Here,
            Storage = new(20, null, null, null, ""),
        };

    private static Service Service(string name, params string[] uses) =>
        new()
        {
            Name = name,
            Title = name,
            Location = Here,
            Port = 8080,
            Public = true,
            Uses = [.. uses],
        };

    private static (int Code, string Errors) Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true }
            )!;
            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, errors);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (127, "");
        }
    }
}
