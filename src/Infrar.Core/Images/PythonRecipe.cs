using System.Text.RegularExpressions;
using Infrar.Core.Detection;

namespace Infrar.Core.Images;

/// <summary>Programs of Python.</summary>
internal static partial class PythonRecipe
{
    private const int Port = 8000;
    private const string Image = "python:3.13-slim-bookworm";

    public static ImageRecipe? Write(SourceTree tree, ImageTarget target)
    {
        bool Has(string name) => tree.Has(SourceTree.In(target.Folder, name));
        var list =
            Has("requirements.txt") ? "requirements.txt"
            : Has("pyproject.toml") ? "pyproject.toml"
            : "";
        if (list is "")
        {
            return null;
        }

        var text = tree.Text(SourceTree.In(target.Folder, list));
        var port = target.Port is 0 ? Port : target.Port;
        var needs = list is "pyproject.toml" || text.Split('\n').Any(l => l.Trim() is not "" && l.Trim()[0] is not '#');
        var recipe = new RecipeText(target, SourceTree.In(target.Folder, list));
        if (needs)
        {
            recipe
                .Line($"FROM {Image} AS build")
                .Line("WORKDIR /app")
                .Line("RUN python3 -m venv /venv")
                // Files of packages that lie beside the list are taken before any network is asked.
                .Line(
                    list is "pyproject.toml" ? "COPY . ."
                    : tree.HasAt(SourceTree.In(target.Folder, "wheels")) ? $"COPY {list} ./\nCOPY wheels wheels"
                    : $"COPY {list} ./"
                )
                .Line(
                    list is "requirements.txt"
                        ? $"RUN /venv/bin/pip install --no-cache-dir --no-compile{Wheels(tree, target)} -r requirements.txt"
                        : "RUN /venv/bin/pip install --no-cache-dir --no-compile ."
                )
                .Line();
        }

        recipe
            .Line($"FROM {Image}")
            .Line(
                string.Create(
                    null,
                    $"ENV {(needs ? "PATH=/venv/bin:$PATH " : "")}PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp PORT={port}"
                )
            )
            .Line("WORKDIR /app")
            .When(needs, "COPY --from=build /venv /venv")
            .Line("COPY . .");
        return recipe.End(
            target,
            port,
            RecipeText.PythonProbe(port, target.Health),
            Start(tree, target.Folder, text, port),
            target.Folder,
            "python"
        );
    }

    private static string Wheels(SourceTree tree, ImageTarget target) =>
        tree.HasAt(SourceTree.In(target.Folder, "wheels")) ? " --no-index --find-links wheels" : "";

    private static string[] Start(SourceTree tree, string folder, string list, int port)
    {
        bool Asks(string library) =>
            Regex.IsMatch(
                list,
                $@"(?mi)^\s*[""']?{library}(?![A-Za-z0-9_-])",
                RegexOptions.CultureInvariant,
                TimeSpan.FromSeconds(1)
            );
        var entry =
            (
                (string[])["main.py", "app.py", "server.py", "wsgi.py", "asgi.py", "application.py", "run.py"]
            ).FirstOrDefault(f => tree.Has(SourceTree.In(folder, f))) ?? "main.py";
        var module = entry[..^3];
        var bind = string.Create(null, $"0.0.0.0:{port}");
        if (tree.Has(SourceTree.In(folder, "manage.py")))
        {
            var wsgi = tree.Paths.FirstOrDefault(p =>
                SourceTree.NameOf(p) is "wsgi.py" && SourceTree.FolderOf(SourceTree.FolderOf(p)) == folder
            );
            return wsgi is not null && Asks("gunicorn")
                ? ["gunicorn", "--bind", bind, $"{SourceTree.NameOf(SourceTree.FolderOf(wsgi))}.wsgi"]
                : ["python3", "manage.py", "runserver", bind];
        }

        var application = Application().Match(tree.Text(SourceTree.In(folder, entry))) is { Success: true } named
            ? named.Groups[1].Value
            : "app";
        return Asks("uvicorn") || Asks("fastapi")
                ? ["uvicorn", $"{module}:{application}", "--host", "0.0.0.0", "--port", $"{port}"]
            : Asks("gunicorn") ? ["gunicorn", "--bind", bind, $"{module}:{application}"]
            : Asks("flask") ? ["flask", "--app", module, "run", "--host", "0.0.0.0", "--port", $"{port}"]
            : ["python3", entry];
    }

    [GeneratedRegex(
        @"^([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(?:FastAPI|Flask|Starlette|Quart|Litestar)\(",
        RegexOptions.CultureInvariant | RegexOptions.Multiline
    )]
    private static partial Regex Application();
}
