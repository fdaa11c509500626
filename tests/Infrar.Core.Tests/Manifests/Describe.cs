using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;

namespace Infrar.Core.Tests.Manifests;

/// <summary>Writes a description of a system as text, every property of every record, without places and in order of name.</summary>
internal static class Describe
{
    internal static string Text(SystemDescription system)
    {
        var text = new StringBuilder();
        Write(system, "", text);
        return text.ToString();
    }

    private static void Write(object? value, string path, StringBuilder text)
    {
        switch (value)
        {
            case null or SourceLocation:
                break;
            case string or decimal or int or bool or Enum or TimeSpan:
                text.Append(path).Append(" = ").AppendLine(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
            case IEnumerable<Component> components:
                WriteAll(components.OrderBy(c => c.Name, StringComparer.Ordinal), path, text);
                break;
            case IEnumerable<UsageProfile> profiles:
                WriteAll(profiles.OrderBy(p => p.Name, StringComparer.Ordinal), path, text);
                break;
            case IEnumerable<SecretEntry> entries:
                WriteAll(entries.OrderBy(p => p.Name, StringComparer.Ordinal), path, text);
                break;
            case IEnumerable<KeyValuePair<string, Infrar.Core.Resources.Value>> entries:
                WriteAll(entries.OrderBy(p => p.Key, StringComparer.Ordinal), path, text);
                break;
            case IEnumerable items:
                WriteAll(items, path, text);
                break;
            default:
                foreach (
                    var property in value
                        .GetType()
                        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
                        .Where(p => p.GetIndexParameters().Length is 0 && p.Name is not "EqualityContract")
                        .OrderBy(p => p.Name, StringComparer.Ordinal)
                )
                {
                    Write(property.GetValue(value), $"{path}.{property.Name}", text);
                }

                break;
        }
    }

    private static void WriteAll(IEnumerable items, string path, StringBuilder text)
    {
        var index = 0;
        foreach (var item in items)
        {
            Write(item, $"{path}[{index++}]", text);
        }
    }
}
