using System.Text;
using Infrar.Platform.Hosting;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Tests.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Tests.Credentials;

/// <summary>All that a platform has written: every file of its data folder, and every row of a database that is elsewhere.</summary>
internal static class TracesOfPlatform
{
    public static async Task<List<byte[]>> ReadAsync(TestPlatform platform, CancellationToken cancellationToken)
    {
        var traces = new List<byte[]>();
        var folder = platform.Services.GetRequiredService<IOptions<ServerOptions>>().Value.DataFolder;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToList())
        {
            try
            {
                await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var copy = new MemoryStream();
                await file.CopyToAsync(copy, cancellationToken);
                traces.Add(copy.ToArray());
            }
            catch (FileNotFoundException)
            {
                // Other tests use the platform at the same time, and what they delete is not what is looked for.
            }
        }

        await using var scope = platform.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        if (records.Database.IsNpgsql())
        {
            // Bytes come as base64, which is among the forms that are looked for.
            var tables = await records
                .Database.SqlQueryRaw<string>(
                    """
                    select query_to_xml('select * from ' || quote_ident(table_name), true, false, '')::text as "Value"
                    from information_schema.tables where table_schema = 'public'
                    """
                )
                .ToListAsync(cancellationToken);
            traces.AddRange(tables.Select(Encoding.UTF8.GetBytes));
        }

        return traces;
    }

    public static bool Has(List<byte[]> traces, string value) =>
        SecretForms.Of(value).Any(form => traces.Any(t => t.AsSpan().IndexOf(form) >= 0));
}
