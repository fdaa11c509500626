using Infrar.Core.Manifests;

namespace Infrar.Core.Detection;

/// <summary>Recognises programs of Python, Ruby, PHP and Elixir.</summary>
internal static class ScriptedPrograms
{
    private static readonly (string Library, int Port)[] PythonServers =
    [
        ("django", 8000),
        ("fastapi", 8000),
        ("flask", 5000),
        ("starlette", 8000),
        ("sanic", 8000),
        ("litestar", 8000),
        ("quart", 5000),
        ("tornado", 8888),
        ("aiohttp", 8080),
        ("bottle", 8080),
        ("falcon", 8000),
        ("pyramid", 6543),
        ("streamlit", 8501),
        ("gradio", 7860),
    ];

    private static readonly string[] PythonEntries =
    [
        "manage.py",
        "app.py",
        "main.py",
        "wsgi.py",
        "asgi.py",
        "server.py",
        "run.py",
        "application.py",
        "Dockerfile",
        "Procfile",
    ];

    internal static void Find(Programs programs)
    {
        FindPython(programs);
        foreach (var file in programs.Tree.Texts.ToList())
        {
            var folder = SourceTree.FolderOf(file);
            switch (SourceTree.NameOf(file))
            {
                case "Gemfile":
                    FindRuby(programs, folder, programs.AskedBy(file));
                    break;
                case "composer.json":
                    FindPhp(programs, folder, programs.AskedBy(file));
                    break;
                case "mix.exs":
                    programs.AddService(
                        folder,
                        programs.AskedBy(file),
                        [("phoenix", 4000), ("plug_cowboy", 4000), ("bandit", 4000)]
                    );
                    break;
                default:
                    break;
            }
        }
    }

    private static void FindPython(Programs programs)
    {
        var folders = programs
            .Tree.Texts.Where(t => Dependencies.IsPython(SourceTree.NameOf(t)))
            .GroupBy(t => Owner(SourceTree.FolderOf(t)), StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .ToList();
        foreach (var files in folders)
        {
            var asked = programs.AskedBy(files);
            var runs = programs.Tree.Paths.Any(p =>
                SourceTree.IsIn(p, files.Key)
                && p.AsSpan(files.Key.Length).Count('/') <= 4
                && PythonEntries.Contains(SourceTree.NameOf(p), StringComparer.Ordinal)
                && Nearest(folders.Select(f => f.Key), p) == files.Key
            );
            if (!runs)
            {
                continue;
            }

            programs.AddService(files.Key, asked, PythonServers);
            if (asked.ContainsKey("celery"))
            {
                var celery = programs.Tree.Paths.FirstOrDefault(p =>
                    SourceTree.IsIn(p, files.Key)
                    && SourceTree.NameOf(p) is "celery.py" or "celery_app.py" or "celeryapp.py"
                );
                var module = celery is null ? "app" : ModuleOf(celery);
                programs.AddWorker(files.Key, asked, ("celery", $"celery -A {module} worker"));
            }
            else
            {
                programs.AddWorker(
                    files.Key,
                    asked,
                    ("rq", "rq worker"),
                    ("dramatiq", "dramatiq app"),
                    ("huey", "huey_consumer app.huey")
                );
            }
        }
    }

    /// <summary>The folder whose program a list of libraries is for: <c>requirements/</c> is no folder of a program.</summary>
    private static string Owner(string folder) =>
        SourceTree.NameOf(folder) is "requirements" or "reqs" ? SourceTree.FolderOf(folder) : folder;

    private static string? Nearest(IEnumerable<string> folders, string path) =>
        folders.Where(f => SourceTree.IsIn(path, f)).MaxBy(f => f.Length);

    private static string ModuleOf(string path)
    {
        var folder = SourceTree.NameOf(SourceTree.FolderOf(path));
        var name = SourceTree.NameOf(path)[..^3];
        var module = name is "celery" && folder is not "" ? folder : name;
        return module.All(c => char.IsAsciiLetterOrDigit(c) || c is '_') ? module : "app";
    }

    private static void FindRuby(Programs programs, string folder, Dictionary<string, Dependency> asked)
    {
        bool Has(string name) => programs.Tree.Has(SourceTree.In(folder, name));
        if (asked.TryGetValue("jekyll", out var jekyll) && !asked.ContainsKey("rails"))
        {
            programs
                .Add(
                    new Draft(folder, programs.NameFor(folder), ComponentKind.StaticSite)
                    {
                        Build = ("jekyll", "bundle exec jekyll build", "_site"),
                        Output = "_site",
                    }
                )
                .Saw(jekyll.File, jekyll.Line, "jekyll builds files", Sureness.Likely);
            return;
        }

        // A Gemfile without a way to start is a library's.
        if (
            !Has("config.ru")
            && !Has("config/application.rb")
            && !Has("app.rb")
            && !Has("Procfile")
            && !Has("Dockerfile")
        )
        {
            return;
        }

        programs.AddService(
            folder,
            asked,
            [("rails", 3000), ("hanami", 2300), ("sinatra", 4567), ("roda", 9292), ("grape", 9292), ("puma", 9292)]
        );
        programs.AddWorker(
            folder,
            asked,
            ("sidekiq", "bundle exec sidekiq"),
            ("good_job", "bundle exec good_job start"),
            ("solid_queue", "bin/jobs"),
            ("resque", "bundle exec rake resque:work"),
            ("delayed_job_active_record", "bin/delayed_job run")
        );
    }

    private static void FindPhp(Programs programs, string folder, Dictionary<string, Dependency> asked)
    {
        bool Has(string name) => programs.Tree.Has(SourceTree.In(folder, name));
        if (!Has("public/index.php") && !Has("index.php") && !Has("artisan") && !Has("Dockerfile"))
        {
            return;
        }

        programs.AddService(
            folder,
            asked,
            [
                ("laravel/framework", 8080),
                ("symfony/framework-bundle", 8080),
                ("slim/slim", 8080),
                ("cakephp/cakephp", 8080),
                ("yiisoft/yii2", 8080),
                ("johnpbloch/wordpress", 8080),
            ]
        );
        programs.AddWorker(
            folder,
            asked,
            ("laravel/horizon", "php artisan horizon"),
            ("symfony/messenger", "bin/console messenger:consume async")
        );
    }
}
