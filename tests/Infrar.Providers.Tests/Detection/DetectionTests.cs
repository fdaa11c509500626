using CsCheck;
using Infrar.Core.Detection;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;

namespace Infrar.Providers.Tests.Detection;

public sealed class DetectionTests
{
    /// <summary>Small systems, one an ecosystem: files, and the components that a reviewer expects.</summary>
    private static readonly Dictionary<string, (Dictionary<string, string> Files, string Expected)> Systems = new(
        StringComparer.Ordinal
    )
    {
        ["express"] = (
            new()
            {
                ["package.json"] =
                    """{ "scripts": { "start": "node server.js", "worker": "node w.js" }, "dependencies": { "express": "4", "pg": "8", "bullmq": "5" } }""",
                ["server.js"] = "app.get('/healthz', ok)\napp.listen(4100)\n",
                [".env.example"] =
                    "DATABASE_URL=postgres://u:hunter2secret@localhost/db\nREDIS_URL=redis://localhost\nSESSION_SECRET=\nLOG_LEVEL=info\n",
                ["node_modules/koa/package.json"] =
                    """{ "scripts": { "start": "x" }, "dependencies": { "koa": "1" } }""",
                ["examples/a/package.json"] = """{ "scripts": { "start": "x" }, "dependencies": { "koa": "1" } }""",
            },
            "service app port 4100; worker app-worker; postgresql database; redis cache; secrets secrets; container-registry images"
        ),
        ["next-export"] = (
            new()
            {
                ["package.json"] = """{ "scripts": { "build": "next build" }, "dependencies": { "next": "15" } }""",
                ["next.config.mjs"] = "export default { output: \"export\" }\n",
            },
            "static-site app"
        ),
        ["workspaces"] = (
            new()
            {
                ["package.json"] = """{ "workspaces": ["apps/*"] }""",
                ["apps/web/package.json"] =
                    """{ "scripts": { "build": "vite build" }, "devDependencies": { "vite": "6" } }""",
                ["apps/web/index.html"] = "<!doctype html>",
                ["apps/shop/package.json"] = """{ "dependencies": { "next": "15" } }""",
                ["apps/shop/app/page.tsx"] = "",
                ["apps/api/package.json"] =
                    """{ "scripts": { "start": "nest start" }, "dependencies": { "@nestjs/core": "11" } }""",
                ["apps/api/Dockerfile"] = "FROM node AS build\nEXPOSE 1\nFROM node\nEXPOSE 3333\n",
                ["packages/ui/package.json"] =
                    """{ "scripts": { "build": "vite build" }, "devDependencies": { "vite": "6" } }""",
            },
            "service api port 3333; service shop port 3000; static-site web; container-registry images"
        ),
        ["dotnet"] = (
            new()
            {
                ["src/Shop.Api/Shop.Api.csproj"] =
                    """<Project Sdk="Microsoft.NET.Sdk.Web"><PackageReference Include="Npgsql" Version="9" /></Project>""",
                ["src/Shop.Jobs/Shop.Jobs.csproj"] = """<Project Sdk="Microsoft.NET.Sdk.Worker"></Project>""",
                ["src/Shop.Web/Shop.Web.csproj"] = """<Project Sdk="Microsoft.NET.Sdk.BlazorWebAssembly"></Project>""",
                ["src/Shop.Tool/Shop.Tool.csproj"] =
                    """<Project Sdk="Microsoft.NET.Sdk"><OutputType>Exe</OutputType></Project>""",
                ["src/Shop.Checks/Shop.Checks.csproj"] =
                    """<Project Sdk="Microsoft.NET.Sdk.Web"><PackageReference Include="xunit" /></Project>""",
            },
            "service shop-api port 8080; worker shop-jobs; static-site shop-web; postgresql database; container-registry images"
        ),
        ["django"] = (
            new()
            {
                ["manage.py"] = "",
                ["requirements/base.txt"] =
                    "Django==5.1\npsycopg[binary]>=3\ncelery==5\nredis\nboto3\ndjango-storages\n",
                ["mysite/celery.py"] = "",
                ["Procfile"] = "web: gunicorn mysite.wsgi\nrelease: python manage.py migrate\n",
            },
            "service app port 8000; worker app-worker; postgresql database; redis cache; object-store files; container-registry images"
        ),
        ["go"] = (
            new()
            {
                ["go.mod"] =
                    "module example.com/x\n\nrequire (\n\tgithub.com/go-chi/chi/v5 v5.1.0\n\tgithub.com/jackc/pgx/v5 v5.7.0\n)\n",
                ["cmd/server/main.go"] = "package main\nfunc main() { http.ListenAndServe(\":9090\", r) }\n",
                ["cmd/worker/main.go"] = "package main\n",
                ["cmd/migrate/main.go"] = "package main\n",
            },
            "service server port 9090; worker worker-2; postgresql database; container-registry images"
        ),
        ["spring"] = (
            new()
            {
                ["pom.xml"] =
                    "<!DOCTYPE p [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<artifactId>spring-boot-starter-web</artifactId>\n<artifactId>spring-boot-starter-actuator</artifactId>\n<artifactId>mysql-connector-j</artifactId>\n",
                ["src/main/java/A.java"] = "",
            },
            "service app port 8080; container-registry images"
        ),
        ["rails"] = (
            new() { ["Gemfile"] = "gem \"rails\", \"~> 8\"\ngem 'sidekiq'\ngem 'aws-sdk-s3'\n", ["config.ru"] = "" },
            "service app port 3000; worker app-worker; redis cache; object-store files; container-registry images"
        ),
        ["laravel"] = (
            new()
            {
                ["composer.json"] = """{ "require": { "laravel/framework": "^12", "predis/predis": "^2" } }""",
                ["artisan"] = "",
            },
            "service app port 8080; redis cache; container-registry images"
        ),
        ["rust"] = (
            new()
            {
                ["Cargo.toml"] =
                    "[dependencies]\naxum = \"0.8\"\nsqlx = { version = \"0.8\", features = [\"postgres\"] }\n",
                ["src/main.rs"] = "",
            },
            "service app port 3000; postgresql database; container-registry images"
        ),
        ["image-alone"] = (
            new() { ["Dockerfile"] = "FROM scratch\nEXPOSE 7000/tcp\n" },
            "service app port 7000; container-registry images"
        ),
        ["compose"] = (
            new()
            {
                ["Dockerfile"] = "FROM x\nEXPOSE 80\n",
                ["compose.yaml"] =
                    "services:\n  app: { build: . }\n  db: { image: 'postgres:17' }\n  q: { image: mongo }\n",
            },
            "service app port 80; postgresql database; container-registry images"
        ),
        ["pages"] = (new() { ["public/index.html"] = "<p>" }, "static-site app"),
        ["nothing"] = (new() { ["README.md"] = "" }, ""),
    };

    public static TheoryData<string> Names => [.. Systems.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_system_is_proposed_as_a_reviewer_would(string name)
    {
        var detection = Detect(Systems[name].Files);

        Assert.Equal(
            Systems[name].Expected,
            string.Join("; ", detection.Components.Select(c => Summary(c, detection)))
        );
        AssertReads(detection);
    }

    [Fact]
    public void No_secret_is_copied_and_evidence_names_its_place()
    {
        var detection = Detect(Systems["express"].Files);

        var json = DetectionJson.Write(detection);
        Assert.DoesNotContain("hunter2secret", json, StringComparison.Ordinal);
        Assert.Contains("DATABASE_URL: secrets/app/database-url", detection.Manifest, StringComparison.Ordinal);
        Assert.Contains("path: /healthz", detection.Manifest, StringComparison.Ordinal);
        var database = detection.Components.Single(c => c.Name == "database");
        Assert.Contains(database.Evidence, e => e.Place == ".env.example:1");
    }

    [Theory]
    [InlineData("spring", "DET005")]
    [InlineData("compose", "DET005")]
    [InlineData("django", "DET006")]
    [InlineData("django", "DET007")]
    [InlineData("express", "DET008")]
    [InlineData("dotnet", "DET004")]
    [InlineData("nothing", "DET001")]
    public void What_a_manifest_does_not_say_is_noted(string name, string code) =>
        Assert.Contains(Detect(Systems[name].Files).Notes, n => n.Code == code && n.Mend is not "");

    [Fact]
    public void Files_in_another_order_give_the_same_bytes()
    {
        foreach (var (files, _) in Systems.Values)
        {
            var reversed = files.Reverse().ToDictionary(f => f.Key, f => f.Value);
            Assert.Equal(DetectionJson.Write(Detect(files)), DetectionJson.Write(Detect(reversed)));
        }
    }

    [Fact]
    public void Whatever_is_mutated_the_manifest_reads()
    {
        string[] junk =
        [
            "\0",
            "{",
            "[[[[",
            "\"",
            "\ud800",
            "\\ud800",
            "<!ENTITY",
            "\t",
            "\n",
            ": ",
            "# ",
            "'",
            "${x.host}",
            "EXPOSE 99999",
            "=",
            "é",
            "../../",
        ];
        Gen.Select(
                Gen.Int[0, Systems.Count - 1].Select(i => Systems.Keys.ElementAt(i)),
                Gen.Int[0, 100_000],
                Gen.Int[0, junk.Length - 1].Select(i => junk[i]),
                Gen.Int[0, 30],
                Gen.Int[0, 100_000]
            )
            .Sample(
                (name, at, word, cut, which) =>
                {
                    var files = new Dictionary<string, string>(Systems[name].Files);
                    var key = files.Keys.ElementAt(which % files.Count);
                    var text = files[key];
                    var place = at % (text.Length + 1);
                    files[key] = text[..place] + word + text[Math.Min(text.Length, place + cut)..];
                    files[$"{word}{key}"] = text;
                    AssertReads(Detect(files));
                },
                iter: 1_000
            );
    }

    [Fact]
    public void What_is_hostile_is_bounded()
    {
        var files = Enumerable.Range(0, 60_000).ToDictionary(i => $"d{i % 500}/p{i}/package.json", _ => "");
        files["package.json"] = new string('[', 200_000);
        files["a/package.json"] = "{\"dependencies\":" + string.Concat(Enumerable.Repeat("{\"a\":", 5_000));
        files["b/package.json"] = new string('x', 600_000);
        files["c/pyproject.toml"] = new string('"', 400_000);
        for (var i = 0; i < 300; i++)
        {
            files[$"s{i}/Dockerfile"] = "EXPOSE 80";
        }

        var detection = Detect(files);

        Assert.Contains(detection.Notes, n => n.Code == "DET003");
        Assert.Equal(SourceTree.MaxFiles, detection.Files);
        AssertReads(detection);
    }

    private static SourceDetection Detect(Dictionary<string, string> files) =>
        Detector.Detect(new(files.Select(f => new SourceFile(f.Key, f.Value.Length)), files), "app");

    private static string Summary(DetectedComponent component, SourceDetection detection)
    {
        var lines = detection.Manifest.Split('\n');
        var start = Array.IndexOf(lines, $"  {component.Name}:");
        var port = lines
            .Skip(start + 1)
            .TakeWhile(l => l is not "")
            .FirstOrDefault(l => l.StartsWith("    port:", StringComparison.Ordinal));
        return $"{component.Kind.Word()} {component.Name}{(port is null ? "" : $" port {port.Trim().Split(' ')[1]}")}";
    }

    private static void AssertReads(SourceDetection detection)
    {
        if (detection.Components.IsEmpty)
        {
            Assert.Equal("", detection.Manifest);
            return;
        }

        var reading = ManifestReader.Read(detection.Manifest, "infrar.yaml", AllProviders.Catalog);
        Assert.Empty(
            reading
                .Diagnostics.Where(d => d.Severity is DiagnosticSeverity.Error)
                .Select(d => $"{d.Location} {d.Message}")
        );
    }
}
