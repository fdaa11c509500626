using Infrar.Core.Manifests;

namespace Infrar.Core.Detection;

/// <summary>Recognises programs of Go, of Java and its kin, and of Rust.</summary>
internal static class CompiledPrograms
{
    private static readonly (string Library, int Port)[] JavaServers =
    [
        ("spring-boot-starter-web", 8080),
        ("spring-boot-starter-webmvc", 8080),
        ("spring-boot-starter-webflux", 8080),
        ("spring-cloud-starter-gateway", 8080),
        ("spring-cloud-config-server", 8888),
        ("spring-cloud-starter-netflix-eureka-server", 8761),
        ("quarkus-rest", 8080),
        ("quarkus-rest-jackson", 8080),
        ("quarkus-resteasy", 8080),
        ("quarkus-resteasy-reactive", 8080),
        ("micronaut-http-server-netty", 8080),
        ("dropwizard-core", 8080),
        ("javalin", 7070),
        ("ktor-server-netty", 8080),
        ("ktor-server-core", 8080),
    ];

    private static readonly (string Library, int Port)[] RustServers =
    [
        ("axum", 3000),
        ("actix-web", 8080),
        ("rocket", 8000),
        ("warp", 3030),
        ("poem", 3000),
        ("tide", 8080),
        ("salvo", 8080),
        ("tonic", 50051),
    ];

    private static readonly string[] GoServers =
    [
        "github.com/gin-gonic/gin",
        "github.com/labstack/echo",
        "github.com/gofiber/fiber",
        "github.com/go-chi/chi",
        "github.com/gorilla/mux",
        "google.golang.org/grpc",
        "github.com/julienschmidt/httprouter",
        "github.com/beego/beego",
        "github.com/go-kratos/kratos",
        "gitea.com/go-chi/",
    ];

    internal static void Find(Programs programs)
    {
        foreach (var file in programs.Tree.Texts.ToList())
        {
            switch (SourceTree.NameOf(file))
            {
                case "go.mod":
                    FindGo(programs, file);
                    break;
                case "pom.xml" or "build.gradle" or "build.gradle.kts":
                    FindJava(programs, file);
                    break;
                case "Cargo.toml":
                    FindRust(programs, file);
                    break;
                default:
                    break;
            }
        }
    }

    private static void FindGo(Programs programs, string file)
    {
        var root = SourceTree.FolderOf(file);
        var server = programs.Dependencies.Find(d =>
            d.File == file && Array.Exists(GoServers, s => d.Name.StartsWith(s, StringComparison.Ordinal))
        );
        var mains = programs.Tree.Paths.Where(p => IsMain(p, root)).Take(50).ToList();
        foreach (var main in mains)
        {
            var folder = SourceTree.FolderOf(main);
            var text = programs.Tree.Text(main);
            var name = folder == root ? programs.NameFor(root) : SourceTree.NameOf(folder);
            var serves =
                text.Contains("ListenAndServe", StringComparison.Ordinal)
                || text.Contains("net.Listen(", StringComparison.Ordinal);
            if (serves)
            {
                programs
                    .Add(new Draft(folder, name, ComponentKind.Service))
                    .Saw(
                        main,
                        programs.Tree.LineWith(
                            main,
                            text.Contains("ListenAndServe", StringComparison.Ordinal) ? "ListenAndServe" : "net.Listen("
                        ),
                        "it listens",
                        Sureness.Likely
                    )
                    .On(8080, Sureness.Guess);
            }
            else if (IsNamed(name, "worker", "consumer", "scheduler", "cron", "jobs"))
            {
                programs
                    .Add(new Draft(folder, name, ComponentKind.Worker))
                    .Saw(main, 1, $"a program called {name}", Sureness.Likely);
            }
            else if (
                server is not null
                && (
                    mains.Count == 1
                    || folder == root
                    || IsNamed(name, "server", "api", "web", "http", "app", "service", "gateway")
                )
            )
            {
                programs
                    .Add(new Draft(folder, name, ComponentKind.Service))
                    .Saw(main, 1, "a program", Sureness.Guess)
                    .Saw(file, server.Line, $"{server.Name} serves requests", Sureness.Likely)
                    .On(8080, Sureness.Guess);
            }
            else
            {
                programs.Notes.Add(
                    DetectionNotes.LeftOut(name, "nothing says that it serves or works by itself", main, 1)
                );
            }
        }
    }

    private static bool IsMain(string path, string root) =>
        SourceTree.NameOf(path) is "main.go"
        && SourceTree.IsIn(path, root)
        && (
            SourceTree.FolderOf(path) == root
            || SourceTree.NameOf(SourceTree.FolderOf(SourceTree.FolderOf(path))) is "cmd"
        );

    private static bool IsNamed(string name, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (name.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static void FindJava(Programs programs, string file)
    {
        var folder = SourceTree.FolderOf(file);
        // Of a build of many modules, those with sources are programs.
        if (
            !programs.Tree.Paths.Any(p => p.StartsWith(SourceTree.In(folder, "src/main/"), StringComparison.Ordinal))
            || programs.In(folder, ComponentKind.Service) is not null
        )
        {
            return;
        }

        var asked = programs.AskedBy(file);
        var service = programs.AddService(folder, asked, JavaServers, memoryMiB: 2048);
        if (service is not null)
        {
            service.Health =
                asked.ContainsKey("spring-boot-starter-actuator") ? "/actuator/health"
                : asked.ContainsKey("quarkus-smallrye-health") ? "/q/health"
                : "";
        }
        else if (
            asked.TryGetValue("spring-boot-starter", out var boot) && asked.ContainsKey("spring-boot-maven-plugin")
        )
        {
            programs
                .Add(new Draft(folder, programs.NameFor(folder), ComponentKind.Worker) { MemoryMiB = 2048 })
                .Saw(boot.File, boot.Line, "spring-boot-starter without a server", Sureness.Guess);
        }
    }

    private static void FindRust(Programs programs, string file)
    {
        var folder = SourceTree.FolderOf(file);
        var isProgram =
            programs.Tree.Has(SourceTree.In(folder, "src/main.rs"))
            || programs.Tree.Paths.Any(p => p.StartsWith(SourceTree.In(folder, "src/bin/"), StringComparison.Ordinal))
            || programs.Tree.Text(file).Contains("[[bin]]", StringComparison.Ordinal);
        if (isProgram)
        {
            programs.AddService(folder, programs.AskedBy(file), RustServers);
        }
    }
}
