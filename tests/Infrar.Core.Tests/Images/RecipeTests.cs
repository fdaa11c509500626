using Infrar.Core.Detection;
using Infrar.Core.Images;
using Infrar.Core.Manifests;
using Infrar.Testing;

namespace Infrar.Core.Tests.Images;

public sealed class RecipeTests
{
    [Fact]
    public void Recipes_of_every_language_are_as_they_were()
    {
        var all = new System.Text.StringBuilder();
        void Add(string title, ComponentKind kind, string folder, params (string Path, string Text)[] files)
        {
            var tree = Tree(files);
            var target = ImageTarget
                .Of(Detector.Detect(tree, "shop"))
                .FirstOrDefault(t => t.Folder == folder && t.Kind == kind);
            Assert.True(target is not null, title);
            var recipe = ImageRecipes.Find(tree, target);
            Assert.True(recipe is not null, title);
            Assert.Contains("USER 10001:10001", recipe.Text, StringComparison.Ordinal);
            all.Append($"## {title}: {recipe.File}, copying from '{recipe.Context}'\n{recipe.Text}\n");
        }

        Add("static", ComponentKind.StaticSite, "", ("index.html", "<p>"));
        Add(
            "node server",
            ComponentKind.Service,
            "api",
            (
                "api/package.json",
                """{"scripts":{"start":"node server.js"},"dependencies":{"express":"4"},"engines":{"node":">=20"}}"""
            ),
            ("api/package-lock.json", "{}"),
            ("api/server.js", "app.get('/health'); app.listen(4000)")
        );
        Add(
            "next server",
            ComponentKind.Service,
            "web",
            ("web/package.json", """{"scripts":{"build":"next build"},"dependencies":{"next":"15"}}"""),
            ("web/next.config.js", "module.exports = { output: 'standalone' }"),
            ("web/app/page.js", ""),
            ("web/public/a.svg", "")
        );
        Add(
            "next export",
            ComponentKind.StaticSite,
            "",
            ("package.json", """{"scripts":{"build":"next build"},"dependencies":{"next":"15"}}"""),
            ("next.config.js", "module.exports = { output: 'export' }"),
            ("app/page.js", "")
        );
        Add(
            "vite",
            ComponentKind.StaticSite,
            "",
            ("package.json", """{"scripts":{"build":"vite build"},"devDependencies":{"vite":"7"}}"""),
            ("pnpm-lock.yaml", ""),
            ("index.html", "")
        );
        Add(
            "python",
            ComponentKind.Service,
            "",
            ("requirements.txt", "fastapi\nuvicorn\n"),
            ("main.py", "api = FastAPI()\n@api.get('/healthz')\n")
        );
        Add(
            "dotnet",
            ComponentKind.Service,
            "src/Api",
            (
                "src/Api/Api.csproj",
                "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><TargetFramework>net10.0</TargetFramework><ItemGroup><ProjectReference Include=\"..\\Core\\Core.csproj\" /></ItemGroup></Project>"
            ),
            (
                "src/Core/Core.csproj",
                "<Project Sdk=\"Microsoft.NET.Sdk\"><TargetFramework>net10.0</TargetFramework></Project>"
            ),
            ("src/Api/Program.cs", ""),
            ("Directory.Build.props", "<Project />")
        );
        Add(
            "go",
            ComponentKind.Service,
            "cmd/shop",
            ("go.mod", "module example.com/shop\n\ngo 1.24\n\nrequire github.com/go-chi/chi v5\n"),
            ("go.sum", ""),
            ("cmd/shop/main.go", "http.ListenAndServe(\":8080\")")
        );
        Add(
            "java",
            ComponentKind.Service,
            "",
            (
                "pom.xml",
                "<project><properties><java.version>21</java.version></properties><dependencies><dependency><artifactId>spring-boot-starter-web</artifactId></dependency><dependency><artifactId>spring-boot-starter-actuator</artifactId></dependency></dependencies></project>"
            ),
            ("src/main/java/App.java", "")
        );

        Golden.Match(all.ToString(), "Images/recipes.txt");
    }

    [Fact]
    public void A_Dockerfile_of_the_source_counts_and_copies_from_where_its_files_lie()
    {
        var tree = Tree(
            ("services/api/Dockerfile", "FROM node:22\nCOPY services/api/package.json ./\nCOPY shared ./shared\n"),
            ("services/api/package.json", """{"scripts":{"start":"node ."},"dependencies":{"express":"4"}}"""),
            ("shared/x.js", "")
        );
        var recipe = ImageRecipes.Find(tree, new("api", ComponentKind.Service, "services/api"));

        Assert.Equal(("services/api/Dockerfile", "", false), (recipe!.File, recipe.Context, recipe.IsGenerated));
        Assert.Null(ImageRecipes.Find(tree, new("shared", ComponentKind.Service, "shared")));
    }

    private static SourceTree Tree(params (string Path, string Text)[] files) =>
        new(files.Select(f => new SourceFile(f.Path, f.Text.Length)), files.ToDictionary(f => f.Path, f => f.Text));
}
