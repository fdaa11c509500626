using System.Text.Json;
using Infrar.Core.Manifests;

namespace Infrar.Core.Detection;

/// <summary>Recognises programs of Node.js, and sites that it builds, by <c>package.json</c>.</summary>
internal static class NodePrograms
{
    private static readonly (string Library, int Port)[] Servers =
    [
        ("@nestjs/core", 3000),
        ("fastify", 3000),
        ("express", 3000),
        ("koa", 3000),
        ("@hapi/hapi", 3000),
        ("@hono/node-server", 3000),
        ("@adonisjs/core", 3333),
        ("@strapi/strapi", 1337),
        ("restify", 8080),
        ("@apollo/server", 4000),
        ("apollo-server", 4000),
        ("graphql-yoga", 4000),
        ("socket.io", 3000),
        ("ws", 8080),
        ("elysia", 3000),
        ("h3", 3000),
    ];

    private static readonly (string Library, int Port)[] Renderers =
    [
        ("next", 3000),
        ("nuxt", 3000),
        ("@remix-run/node", 3000),
        ("@react-router/node", 3000),
        ("@sveltejs/kit", 3000),
    ];

    private static readonly (string Library, string Output)[] Sites =
    [
        ("gatsby", "public"),
        ("@docusaurus/core", "build"),
        ("react-scripts", "build"),
        ("astro", "dist"),
        ("@11ty/eleventy", "_site"),
        ("vitepress", ".vitepress/dist"),
        ("@angular/cli", "dist"),
        ("@vue/cli-service", "dist"),
        ("vite", "dist"),
        ("parcel", "dist"),
    ];

    private static readonly string[] Queues =
    [
        "bullmq",
        "bull",
        "bee-queue",
        "agenda",
        "kafkajs",
        "amqplib",
        "node-cron",
        "discord.js",
        "telegraf",
        "pg-boss",
    ];

    internal static void Find(Programs programs)
    {
        foreach (var file in programs.Tree.Texts.Where(t => SourceTree.NameOf(t) is "package.json").ToList())
        {
            using var package = Dependencies.Parse(programs.Tree.Text(file));
            if (package is null)
            {
                programs.Notes.Add(DetectionNotes.Unreadable(file));
                continue;
            }

            FindIn(programs, file, ScriptsOf(package.RootElement));
        }
    }

    private static void FindIn(Programs programs, string file, Dictionary<string, string> scripts)
    {
        var folder = SourceTree.FolderOf(file);
        var asked = programs.AskedBy(file);
        if (AddRendered(programs, folder, asked))
        {
            return;
        }

        var starts =
            scripts.ContainsKey("start")
            || scripts.ContainsKey("serve")
            || scripts.ContainsKey("start:prod")
            || programs.Tree.Has(SourceTree.In(folder, "Dockerfile"))
            || programs.Tree.Has(SourceTree.In(folder, "Procfile"));
        var isSiteAlone = asked.ContainsKey("react-scripts") || asked.ContainsKey("@angular/core");
        var server = starts && !isSiteAlone ? programs.AddService(folder, asked, Servers) : null;
        var worker = scripts
            .Keys.Where(k => k is "worker" or "start:worker" or "worker:start" or "workers" or "start:workers")
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
        if (worker is not null)
        {
            programs
                .Add(
                    new Draft(folder, $"{programs.NameFor(folder)}-worker", ComponentKind.Worker)
                    {
                        Command = ["npm", "run", worker],
                    }
                )
                .Saw(file, programs.Tree.LineWith(file, $"\"{worker}\""), $"the script {worker}", Sureness.Likely);
        }
        else if (
            server is null
            && starts
            && Array.Find(Queues, asked.ContainsKey) is { } queue
            && !asked[queue].IsForDevelopment
        )
        {
            programs
                .Add(new Draft(folder, programs.NameFor(folder), ComponentKind.Worker))
                .Saw(file, asked[queue].Line, $"{queue} without a server", Sureness.Guess);
        }

        if (server is null)
        {
            AddSite(programs, folder, asked, scripts);
        }
    }

    private static bool AddRendered(Programs programs, string folder, Dictionary<string, Dependency> asked)
    {
        foreach (var (library, port) in Renderers)
        {
            if (!asked.TryGetValue(library, out var seen))
            {
                continue;
            }

            // A framework is a program only where its pages or its settings lie.
            var settings = ConfigOf(programs.Tree, folder, library);
            if (library is "next" && settings is null && !HasPages(programs.Tree, folder))
            {
                continue;
            }

            var export = settings is null ? -1 : Array.FindIndex(programs.Tree.Lines(settings), IsExport);
            if (export >= 0 || asked.ContainsKey("@sveltejs/adapter-static"))
            {
                var output = library is "next" ? "out" : "build";
                programs
                    .Add(Site(programs, folder, library is "next" ? "nextjs" : library, output))
                    .Saw(
                        settings ?? seen.File,
                        export >= 0 ? export + 1 : seen.Line,
                        $"{library} writes files alone",
                        Sureness.Certain
                    );
            }
            else
            {
                programs
                    .Add(new Draft(folder, programs.NameFor(folder), ComponentKind.Service))
                    .Saw(seen.File, seen.Line, $"{library} renders on a server", Sureness.Likely)
                    .On(port, Sureness.Likely);
            }

            return true;
        }

        if (asked.TryGetValue("@astrojs/node", out var astro))
        {
            programs
                .Add(new Draft(folder, programs.NameFor(folder), ComponentKind.Service))
                .Saw(astro.File, astro.Line, "astro with a server's adapter", Sureness.Certain)
                .On(4321, Sureness.Likely);
            return true;
        }

        return false;
    }

    private static void AddSite(
        Programs programs,
        string folder,
        Dictionary<string, Dependency> asked,
        Dictionary<string, string> scripts
    )
    {
        foreach (var (library, output) in Sites)
        {
            if (!asked.TryGetValue(library, out var seen) || !scripts.ContainsKey("build"))
            {
                continue;
            }

            // Vite and Parcel also build libraries, which have no page.
            if (
                library is "vite" or "parcel"
                && !programs.Tree.Has(SourceTree.In(folder, "index.html"))
                && !programs.Tree.Has(SourceTree.In(folder, "src/index.html"))
            )
            {
                continue;
            }

            programs
                .Add(Site(programs, folder, library.TrimStart('@').Split('/')[0], output))
                .Saw(seen.File, seen.Line, $"{library} builds files", Sureness.Likely);
            return;
        }
    }

    private static Draft Site(Programs programs, string folder, string framework, string output) =>
        new(folder, programs.NameFor(folder), ComponentKind.StaticSite)
        {
            Build = (framework, "npm run build", output),
            Output = output,
        };

    private static bool IsExport(string line)
    {
        var plain = line.Replace(" ", "", StringComparison.Ordinal).Replace('"', '\'').TrimStart();
        return !plain.StartsWith("//", StringComparison.Ordinal)
            && plain.Contains("output:'export'", StringComparison.Ordinal);
    }

    private static string? ConfigOf(SourceTree tree, string folder, string library) =>
        library is not "next"
            ? null
            : ((string[])["next.config.js", "next.config.mjs", "next.config.ts", "next.config.cjs"])
                .Select(n => SourceTree.In(folder, n))
                .FirstOrDefault(tree.Has);

    private static bool HasPages(SourceTree tree, string folder) =>
        ((string[])["app/", "pages/", "src/app/", "src/pages/"]).Any(f =>
            tree.Paths.Any(p => p.StartsWith(SourceTree.In(folder, f), StringComparison.Ordinal))
        );

    private static Dictionary<string, string> ScriptsOf(JsonElement root)
    {
        var scripts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (root.TryGetProperty("scripts", out var map) && map.ValueKind is JsonValueKind.Object)
        {
            try
            {
                foreach (
                    var script in map.EnumerateObject().Where(s => s.Value.ValueKind is JsonValueKind.String).Take(500)
                )
                {
                    scripts[script.Name] = script.Value.GetString() ?? "";
                }
            }
            catch (InvalidOperationException)
            {
                // Halves of characters: what was read so far stands.
            }
        }

        return scripts;
    }
}
