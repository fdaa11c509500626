using System.Text.Json;
using System.Text.RegularExpressions;
using Infrar.Core.Detection;

namespace Infrar.Core.Images;

/// <summary>Programs of Node.js, among them servers of Next.js, and sites that Node.js builds.</summary>
internal static partial class NodeRecipe
{
    private const int Port = 3000;
    private const string NewestMajor = "22";

    public static ImageRecipe? Write(SourceTree tree, ImageTarget target)
    {
        var file = SourceTree.In(target.Folder, "package.json");
        if (!tree.Has(file) || Dependencies.Parse(tree.Text(file)) is not { } document)
        {
            return null;
        }

        using (document)
        {
            var package = Package.Of(document.RootElement);
            return target.Kind is Manifests.ComponentKind.StaticSite
                ? Site(tree, target, package)
                : Server(tree, target, package);
        }
    }

    private static ImageRecipe Site(SourceTree tree, ImageTarget target, Package package)
    {
        var text = Build(tree, target, package, target.BuildCommand is "" ? "npm run build" : target.BuildCommand);
        return StaticRecipe.End(
            text.Line()
                .Line($"FROM {StaticRecipe.Server}")
                .Line(
                    $"COPY --from=build {RecipeText.Copy($"/app/{(target.Output is "" ? "dist" : target.Output)}", StaticRecipe.Root)}"
                ),
            target,
            target.Folder,
            "node"
        );
    }

    private static ImageRecipe Server(SourceTree tree, ImageTarget target, Package package)
    {
        var port = target.Port is 0 ? Port : target.Port;
        var isNext = package.Asks("next");
        var isStandalone = isNext && IsStandalone(tree, target.Folder);
        var text = Build(tree, target, package, package.Scripts.ContainsKey("build") ? "npm run build" : "");
        if (package.HasDependencies && !isStandalone)
        {
            text.Line(Manager(tree, target.Folder).Prune);
        }

        text.Line()
            .Line($"FROM {Image(package)}")
            .Line(string.Create(null, $"ENV NODE_ENV=production HOME=/tmp HOSTNAME=0.0.0.0 PORT={port}"))
            .Line("WORKDIR /app");
        if (isStandalone)
        {
            text.Line("COPY --from=build /app/.next/standalone ./")
                .Line("COPY --from=build /app/.next/static ./.next/static")
                .When(tree.HasAt(SourceTree.In(target.Folder, "public")), "COPY --from=build /app/public ./public");
        }
        else
        {
            text.Line("COPY --from=build /app ./");
        }

        string[] command =
            isStandalone ? ["node", "server.js"]
            : isNext ? ["node", "node_modules/next/dist/bin/next", "start"]
            : Start(tree, target.Folder, package);
        return text.End(target, port, RecipeText.NodeProbe(port, target.Health), command, target.Folder, "node");
    }

    private static RecipeText Build(SourceTree tree, ImageTarget target, Package package, string command)
    {
        var text = new RecipeText(target, SourceTree.In(target.Folder, "package.json"))
            .Line($"FROM {Image(package)} AS build")
            .Line("WORKDIR /app");
        if (package.HasDependencies)
        {
            var manager = Manager(tree, target.Folder);
            var lists = ((string[])["package.json", manager.Lock, ".npmrc", ".yarnrc.yml", "pnpm-workspace.yaml"])
                .Where(f => f is not "" && tree.Has(SourceTree.In(target.Folder, f)))
                .Append("./")
                .ToArray();
            text.Line($"COPY {RecipeText.Copy(lists)}").Line(manager.Install);
        }

        return text.Line("COPY . .").When(command is not "", $"RUN {command}");
    }

    private static (string Lock, string Install, string Prune) Manager(SourceTree tree, string folder)
    {
        bool Has(string name) => tree.Has(SourceTree.In(folder, name));
        return Has("pnpm-lock.yaml")
                ? ("pnpm-lock.yaml", "RUN corepack enable && pnpm install --frozen-lockfile", "RUN pnpm prune --prod")
            : Has("yarn.lock")
                ? (
                    "yarn.lock",
                    "RUN corepack enable && yarn install --frozen-lockfile",
                    "RUN yarn install --production --frozen-lockfile --ignore-scripts --prefer-offline"
                )
            : Has("package-lock.json") ? ("package-lock.json", "RUN npm ci", "RUN npm prune --omit=dev")
            : ("", "RUN npm install", "RUN npm prune --omit=dev");
    }

    // A program that is the first process hears when it is to end; a package manager in front of it swallows that.
    private static string[] Start(SourceTree tree, string folder, Package package)
    {
        var script = package.Scripts.GetValueOrDefault("start:prod") ?? package.Scripts.GetValueOrDefault("start");
        if (script is not null && Program().Match(script) is { Success: true } program)
        {
            return ["node", program.Groups[1].Value];
        }

        if (script is not null)
        {
            return ["npm", "run", package.Scripts.ContainsKey("start:prod") ? "start:prod" : "start"];
        }

        var entry = (
            (string[])[package.Main, "server.js", "index.js", "app.js", "server.mjs", "index.mjs"]
        ).FirstOrDefault(f => f is not "" && tree.Has(SourceTree.In(folder, f)), "index.js");
        return ["node", entry];
    }

    private static bool IsStandalone(SourceTree tree, string folder) =>
        ((string[])["next.config.js", "next.config.mjs", "next.config.ts", "next.config.cjs"])
            .SelectMany(f => tree.Lines(SourceTree.In(folder, f)))
            .Select(l => l.Replace(" ", "", StringComparison.Ordinal).Replace('"', '\''))
            .Any(l =>
                l.Contains("output:'standalone'", StringComparison.Ordinal)
                && !l.StartsWith("//", StringComparison.Ordinal)
            );

    private static string Image(Package package) => $"node:{package.Major ?? NewestMajor}-bookworm-slim";

    [GeneratedRegex(@"^node (?:--enable-source-maps )?([A-Za-z0-9_./-]{1,200})$", RegexOptions.CultureInvariant)]
    private static partial Regex Program();

    [GeneratedRegex(@"^[\^~>=v ]*(2[0-9])(?:[.x ]|$)", RegexOptions.CultureInvariant)]
    private static partial Regex MajorForm();

    /// <summary>What of a <c>package.json</c> decides about the image.</summary>
    private sealed record Package(
        Dictionary<string, string> Scripts,
        HashSet<string> Libraries,
        string Main,
        string? Major
    )
    {
        public bool HasDependencies => Libraries.Count > 0;

        public bool Asks(string library) => Libraries.Contains(library);

        public static Package Of(JsonElement root)
        {
            var main =
                root.TryGetProperty("main", out var m) && m.ValueKind is JsonValueKind.String ? m.GetString()! : "";
            var engine = Texts(root, "engines").GetValueOrDefault("node", "");
            return new(
                Texts(root, "scripts"),
                [.. Texts(root, "dependencies").Keys, .. Texts(root, "devDependencies").Keys],
                main.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '/' or '-' or '_') ? main : "",
                MajorForm().Match(engine) is { Success: true } major ? major.Groups[1].Value : null
            );
        }

        private static Dictionary<string, string> Texts(JsonElement root, string name)
        {
            var texts = new Dictionary<string, string>(StringComparer.Ordinal);
            if (root.TryGetProperty(name, out var map) && map.ValueKind is JsonValueKind.Object)
            {
                foreach (
                    var item in map.EnumerateObject().Where(i => i.Value.ValueKind is JsonValueKind.String).Take(2000)
                )
                {
                    texts[item.Name] = item.Value.GetString() ?? "";
                }
            }

            return texts;
        }
    }
}
