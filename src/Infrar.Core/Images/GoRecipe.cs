using System.Text.RegularExpressions;
using Infrar.Core.Detection;

namespace Infrar.Core.Images;

/// <summary>Programs of Go.</summary>
internal static partial class GoRecipe
{
    private const int Port = 8080;

    public static ImageRecipe? Write(SourceTree tree, ImageTarget target)
    {
        // A program lies in its module or in a folder below.
        var module = target.Folder;
        while (!tree.Has(SourceTree.In(module, "go.mod")))
        {
            if (module is "")
            {
                return null;
            }

            module = SourceTree.FolderOf(module);
        }

        var text = tree.Text(SourceTree.In(module, "go.mod"));
        var port = target.Port is 0 ? Port : target.Port;
        var version = Version().Match(text) is { Success: true } stated ? stated.Groups[1].Value : "1.25";
        var package = target.Folder == module ? "." : $"./{target.Folder[(module is "" ? 0 : module.Length + 1)..]}";
        var sums = tree.Has(SourceTree.In(module, "go.sum")) ? " go.sum" : "";
        var asks = Requires().IsMatch(text);
        return new RecipeText(target, SourceTree.In(module, "go.mod"))
            .Line($"FROM golang:{version}-bookworm AS build")
            .Line("WORKDIR /src")
            .When(asks, $"COPY go.mod{sums} ./\nRUN go mod download")
            .Line("COPY . .")
            .Line(
                $"RUN CGO_ENABLED=0 GOFLAGS=-buildvcs=false go build -trimpath -ldflags='-s -w' -o /out/program {RecipeText.Quote(package)}"
            )
            .Line()
            .Line("FROM debian:bookworm-slim")
            .Line(string.Create(null, $"ENV HOME=/tmp PORT={port}"))
            .When(asks, "COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/")
            .Line("COPY --from=build /out/program /usr/local/bin/program")
            .End(target, port, RecipeText.BashProbe(port, target.Health), ["/usr/local/bin/program"], module, "go");
    }

    [GeneratedRegex(@"(?m)^go (1\.[0-9]{1,3})", RegexOptions.CultureInvariant)]
    private static partial Regex Version();

    [GeneratedRegex(@"(?m)^require\b", RegexOptions.CultureInvariant)]
    private static partial Regex Requires();
}
