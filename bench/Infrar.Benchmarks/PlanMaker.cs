using System.Globalization;
using System.Text.Json;

namespace Infrar.Benchmarks;

/// <summary>Makes the JSON of a large plan: services of twenty resources, in modules that are repeated, some new and some there.</summary>
/// <remarks>
/// Of ten services five are made, three stay as they are, one is changed and one deleted. The document has all that an engine
/// writes: <c>planned_values</c>, <c>prior_state</c> and <c>configuration</c> beside the changes.
/// </remarks>
internal sealed class PlanMaker
{
    private const int ServicesPerModule = 10;

    private readonly int _services;
    private readonly Utf8JsonWriter _json;

    private PlanMaker(int services, Utf8JsonWriter json) => (_services, _json) = (services, json);

    private enum Fate
    {
        Made,
        Kept,
        Changed,
        Deleted,
    }

    /// <summary>The plan of about so many resources, UTF-8.</summary>
    internal static byte[] Make(int resources)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { SkipValidation = true }))
        {
            new PlanMaker(Math.Max(1, resources / PlanShapes.All.Length), json).Write();
        }

        return buffer.ToArray();
    }

    private static Fate FateOf(int service) =>
        (service % 10) switch
        {
            < 5 => Fate.Made,
            < 8 => Fate.Kept,
            8 => Fate.Changed,
            _ => Fate.Deleted,
        };

    private static string CallOf(int service) =>
        string.Create(CultureInfo.InvariantCulture, $"team{service / ServicesPerModule}");

    private static string ModuleOf(int service) =>
        string.Create(CultureInfo.InvariantCulture, $"module.{CallOf(service)}[\"s{service % ServicesPerModule}\"]");

    private void Write()
    {
        _json.WriteStartObject();
        _json.WriteString("format_version", "1.2");
        _json.WriteString("terraform_version", "1.11.4");
        _json.WriteStartObject("variables");
        _json.WriteEndObject();
        WriteValues("planned_values", s => FateOf(s) is not Fate.Deleted, isPlanned: true);
        _json.WriteStartArray("resource_changes");
        for (var service = 0; service < _services; service++)
        {
            foreach (var shape in PlanShapes.All)
            {
                WriteChange(shape, service);
            }
        }

        _json.WriteEndArray();
        _json.WriteStartObject("prior_state");
        _json.WriteString("format_version", "1.0");
        _json.WriteString("terraform_version", "1.11.4");
        WriteValues("values", s => FateOf(s) is not Fate.Made, isPlanned: false);
        _json.WriteEndObject();
        WriteConfiguration();
        _json.WriteString("timestamp", "2026-11-23T00:00:00Z");
        _json.WriteEndObject();
    }

    private void WriteValues(string name, Func<int, bool> isThere, bool isPlanned)
    {
        _json.WriteStartObject(name);
        _json.WriteStartObject("root_module");
        _json.WriteStartArray("child_modules");
        for (var service = 0; service < _services; service++)
        {
            if (!isThere(service))
            {
                continue;
            }

            _json.WriteStartObject();
            _json.WriteStartArray("resources");
            foreach (var shape in PlanShapes.All)
            {
                _json.WriteStartObject();
                WriteHead(shape, service);
                _json.WriteNumber("schema_version", 0);
                _json.WritePropertyName("values");
                WriteAttributes(shape, service, isKnown: !isPlanned || FateOf(service) is not Fate.Made, isPlanned);
                _json.WritePropertyName("sensitive_values");
                WriteMarks(shape, sensitive: true, unknown: false);
                _json.WriteEndObject();
            }

            _json.WriteEndArray();
            _json.WriteString("address", ModuleOf(service));
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteHead(PlanShape shape, int service)
    {
        var (name, index) = shape.Name.Split('[') is [var before, var after] ? (before, after[..^1]) : (shape.Name, "");
        _json.WriteString("address", $"{ModuleOf(service)}.{shape.Type}.{shape.Name}");
        _json.WriteString("mode", "managed");
        _json.WriteString("type", shape.Type);
        _json.WriteString("name", name);
        if (index.Length > 0)
        {
            _json.WriteNumber("index", int.Parse(index, CultureInfo.InvariantCulture));
        }

        _json.WriteString("provider_name", "registry.terraform.io/hashicorp/aws");
    }

    private void WriteChange(PlanShape shape, int service)
    {
        var fate = FateOf(service);
        _json.WriteStartObject();
        WriteHead(shape, service);
        _json.WriteString("module_address", ModuleOf(service));
        _json.WriteStartObject("change");
        _json.WriteStartArray("actions");
        _json.WriteStringValue(
            fate switch
            {
                Fate.Made => "create",
                Fate.Kept => "no-op",
                Fate.Changed => "update",
                Fate.Deleted => "delete",
            }
        );
        _json.WriteEndArray();
        WriteSide("before", fate is not Fate.Made, shape, service, isKnown: true);
        WriteSide("after", fate is not Fate.Deleted, shape, service, isKnown: fate is not Fate.Made);
        _json.WritePropertyName("after_unknown");
        WriteMarks(shape, sensitive: false, unknown: fate is Fate.Made);
        _json.WritePropertyName("before_sensitive");
        WriteMarks(shape, sensitive: fate is not Fate.Made, unknown: false);
        _json.WritePropertyName("after_sensitive");
        WriteMarks(shape, sensitive: fate is not Fate.Deleted, unknown: false);
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteSide(string name, bool isThere, PlanShape shape, int service, bool isKnown)
    {
        _json.WritePropertyName(name);
        if (isThere)
        {
            WriteAttributes(shape, service, isKnown, isPlanned: name == "after");
        }
        else
        {
            _json.WriteNullValue();
        }
    }

    private void WriteAttributes(PlanShape shape, int service, bool isKnown, bool isPlanned)
    {
        var number = service.ToString(CultureInfo.InvariantCulture);
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in shape.Known)
        {
            // What is changed is the number that a price hangs on.
            attributes[name] =
                FateOf(service) is Fate.Changed && isPlanned && name is "size" or "allocated_storage"
                    ? "400"
                    : value.Replace("#", number, StringComparison.Ordinal);
        }

        foreach (var name in shape.Nulls)
        {
            attributes[name] = "null";
        }

        if (isKnown)
        {
            foreach (var name in shape.Computed)
            {
                attributes[name] = Computed(shape.Type, shape.Name, name, number);
            }
        }

        foreach (var (name, target, path) in shape.References)
        {
            var (type, label) = target.TrimStart('[').Split('.') is [var t, var l] ? (t, l) : ("", "");
            var value = isKnown ? Computed(type, label, path, number) : "null";
            if (target.StartsWith('['))
            {
                attributes[name] = $"[{value}]";
            }
            else if (isKnown)
            {
                attributes[name] = value;
            }
        }

        _json.WriteStartObject();
        foreach (var (name, value) in attributes)
        {
            _json.WritePropertyName(name);
            _json.WriteRawValue(value, skipInputValidation: true);
        }

        _json.WriteEndObject();
    }

    private static string Computed(string type, string label, string name, string number) =>
        name switch
        {
            "arn" => $"\"arn:aws:service:eu-west-1:123456789012:{type}/{label}-{number}\"",
            "id" => $"\"{type}-{label}-{number}\"",
            "" => "\"vpc-0123456789abcdef0\"",
            "port" => "5432",
            _ => $"\"{name}-{number}\"",
        };

    private void WriteMarks(PlanShape shape, bool sensitive, bool unknown)
    {
        _json.WriteStartObject();
        if (unknown)
        {
            foreach (var name in shape.Computed)
            {
                _json.WriteBoolean(name, true);
            }

            foreach (var (name, target, _) in shape.References)
            {
                _json.WritePropertyName(name);
                _json.WriteRawValue(target.StartsWith('[') ? "[true]" : "true");
            }
        }

        if (sensitive || unknown)
        {
            foreach (var (name, value) in shape.Known)
            {
                if (value is ['{', ..])
                {
                    _json.WritePropertyName(name);
                    _json.WriteRawValue("{}");
                }
                else if (value is ['[', ..])
                {
                    _json.WritePropertyName(name);
                    _json.WriteRawValue(value.Contains('{', StringComparison.Ordinal) ? "[{}]" : "[]");
                }
            }
        }

        _json.WriteEndObject();
    }

    private void WriteConfiguration()
    {
        _json.WriteStartObject("configuration");
        _json.WritePropertyName("provider_config");
        _json.WriteRawValue(
            """{"aws":{"name":"aws","full_name":"registry.terraform.io/hashicorp/aws","expressions":{"region":{"constant_value":"eu-west-1"}}}}"""
        );
        _json.WriteStartObject("root_module");
        _json.WriteStartObject("module_calls");
        for (var service = 0; service < _services; service += ServicesPerModule)
        {
            _json.WriteStartObject(CallOf(service));
            _json.WriteString("source", "./service");
            _json.WritePropertyName("expressions");
            _json.WriteRawValue(
                """{"subnet_id":{"references":["aws_subnet.private[0].id","aws_subnet.private[0]","aws_subnet.private"]},"vpc_id":{"references":["aws_vpc.main.id","aws_vpc.main"]}}"""
            );
            _json.WritePropertyName("for_each_expression");
            _json.WriteRawValue("""{"references":["local.services"]}""");
            WriteModule();
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteModule()
    {
        _json.WriteStartObject("module");
        _json.WriteStartArray("resources");
        foreach (var shape in PlanShapes.All.DistinctBy(s => (s.Type, s.Name.Split('[')[0])))
        {
            var name = shape.Name.Split('[')[0];
            _json.WriteStartObject();
            _json.WriteString("address", $"{shape.Type}.{name}");
            _json.WriteString("mode", "managed");
            _json.WriteString("type", shape.Type);
            _json.WriteString("name", name);
            _json.WriteString("provider_config_key", "aws");
            _json.WriteStartObject("expressions");
            foreach (var (argument, value) in shape.Known)
            {
                _json.WritePropertyName(argument);
                _json.WriteRawValue(
                    value.Contains('#', StringComparison.Ordinal)
                        ? """{"references":["var.name"]}"""
                        : $$"""{"constant_value":{{value}}}""",
                    skipInputValidation: true
                );
            }

            foreach (var (argument, target, path) in shape.References)
            {
                var address = target.TrimStart('[');
                _json.WritePropertyName(argument);
                _json.WriteRawValue(
                    path.Length == 0
                        ? $$"""{"references":["{{address}}"]}"""
                        : $$"""{"references":["{{address}}.{{path}}","{{address}}"]}"""
                );
            }

            _json.WriteEndObject();
            _json.WriteNumber("schema_version", 0);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }
}
