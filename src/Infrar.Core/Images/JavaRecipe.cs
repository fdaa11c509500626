using System.Text.RegularExpressions;
using Infrar.Core.Detection;

namespace Infrar.Core.Images;

/// <summary>Programs of Java that Maven builds to one archive that runs.</summary>
internal static partial class JavaRecipe
{
    private const int Port = 8080;

    public static ImageRecipe? Write(SourceTree tree, ImageTarget target)
    {
        var pom = SourceTree.In(target.Folder, "pom.xml");
        if (!tree.Has(pom))
        {
            return null;
        }

        var text = tree.Text(pom);
        var port = target.Port is 0 ? Port : target.Port;
        var version = Release().Match(text) is { Success: true } stated ? stated.Groups[1].Value : "21";
        // Old releases of the language are built and run by the oldest of these that is still looked after.
        version = int.Parse(version, System.Globalization.CultureInfo.InvariantCulture) switch
        {
            <= 17 => "17",
            <= 21 => "21",
            _ => "25",
        };
        return new RecipeText(target, pom)
            .Line($"FROM maven:3.9-eclipse-temurin-{version} AS build")
            .Line("WORKDIR /src")
            .Line("COPY pom.xml ./")
            .When(text.Contains("<dependency>", StringComparison.Ordinal), "RUN mvn -B -q dependency:go-offline")
            .Line("COPY . .")
            .Line("RUN mvn -B -q -DskipTests -Dproject.build.outputTimestamp=1980-02-01T00:00:00Z package")
            .Line(
                "RUN mkdir /out && cp \"$(ls target/*.jar | grep -Ev -- '-(sources|javadoc|plain)\\.jar$|/original-' | head -n 1)\" /out/program.jar"
            )
            .Line()
            .Line($"FROM eclipse-temurin:{version}-jre")
            .Line(string.Create(null, $"ENV HOME=/tmp PORT={port} SERVER_PORT={port}"))
            .Line("COPY --from=build /out/program.jar /app/program.jar")
            .End(
                target,
                port,
                RecipeText.BashProbe(port, target.Health),
                ["java", "-XX:MaxRAMPercentage=75", "-jar", "/app/program.jar"],
                target.Folder,
                "java"
            );
    }

    [GeneratedRegex(
        @"<(?:java\.version|maven\.compiler\.release|maven\.compiler\.target|release)>\s*(?:1\.)?([0-9]{1,2})\s*<",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Release();
}
