using System.Text.Json;
using Infrar.Platform.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.OpenApi;

namespace Infrar.Platform.Http;

/// <summary>Says of every operation what its endpoint says: rule, headers, examples, refusals, and what each parameter means.</summary>
internal static class ApiOperations
{
    // One word, one meaning: a parameter of this name means this wherever it stands.
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["team"] = "The team's id.",
        ["project"] = "The project's id, or its slug where that is clear.",
        ["user"] = "The person's id.",
        ["session"] = "The session's id.",
        ["token"] = "The API token's id.",
        ["invitation"] = "The invitation's id.",
        ["passkey"] = "The passkey's id.",
        ["upload"] = "The upload's id.",
        ["run"] = "The run's id.",
        ["build"] = "The build's id.",
        ["hook"] = "The hook's id.",
        ["release"] = "The release's id.",
        ["component"] = "The component's name in the manifest.",
        ["notification"] = "The notification's id.",
        ["configuration"] = "The uploaded configuration's id.",
        ["workspace"] = "The environment's name, as in the manifest.",
        ["force"] = "Whether a state of another lineage may take the place; needs a reason.",
        ["reason"] = "Why, for the audit log.",
        ["reveal"] = "Whether sensitive values are shown; for operators, and told in the audit log.",
        ["from"] = "The number or id of the older version; the one before `to` when left out.",
        ["to"] = "The number or id of the newer version; the newest when left out.",
        ["code"] = "What GitHub gives the browser for this one sign-in.",
        ["state"] = "What the sign-in was begun with, as GitHub sends it back.",
        ["name"] = "The name that the project, or its configuration, calls it by.",
        ["version"] = "The version's number; for a state, its id too.",
        ["cursor"] = "`next` of the page before; left out for the first page.",
        ["limit"] = "Most items of one page, 1 to 200; 50 when left out.",
        ["search"] = "A part of the name or address.",
        ["only"] = "suspended, administrators or leaving: keeps the list to them.",
        ["environment"] = "An environment of the manifest; may be left out where there is one alone.",
        ["strategy"] = "A hosting option; the one chosen for the environment when left out, else its first.",
        ["traffic"] = "A usage profile of the manifest; the usual one when left out.",
        ["currency"] = "Three letters, such as EUR; the manifest's when left out.",
        ["weights"] = "A preset of weights, or eight digits as in 2.4.3.4.3.2.5.2.",
        ["draft"] = "Whether to keep the text though it has errors.",
        ["confirm"] = "The name of what is deleted, to show that it is the one you mean.",
        ["actor"] = "Who did it, by the user's id.",
        ["action"] = "What was done, such as project.create.",
        ["since"] = "From this time on.",
        ["until"] = "Before this time.",
        ["provider"] = "A provider, such as aws; all when left out.",
        ["service"] = "A part of the service's name, in any case, such as rds.",
        ["region"] = "A region as the provider names it; all when left out.",
        ["text"] = "Words that all stand in description, attributes or SKU.",
        ["sku"] = "The SKU, as the price book has it.",
        ["sync"] = "The sync's number.",
        ["row"] = "The number of the row in quarantine.",
        ["decision"] =
            "open, released or keptOut: keeps the list to rows of which that was decided; all when left out.",
        ["format"] = "csv, json or parquet; csv when left out.",
    };

    public static Task DescribeAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<AccessRule>().FirstOrDefault() is { } rule)
        {
            Rule(operation, context.Document, rule);
            Refusals(operation, rule, IsReading(context));
        }

        AddUnbound(operation, context.Description.RelativePath ?? "");
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            // Binding takes any case; everything else of the API is written so.
            parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name ?? "");
            parameter.Description = Words.GetValueOrDefault(parameter.Name) ?? parameter.Description;
        }

        if (metadata.Any(Idempotency.IsMark))
        {
            Header(
                operation,
                "Idempotency-Key",
                "Any text of yours, at most 200 characters: the same request with the same key gets the first answer again for a day.",
                isRequired: false
            );
        }

        if (metadata.OfType<Versioned>().Any())
        {
            Header(operation, "If-Match", "The ETag that was read, or *.", isRequired: true);
        }

        foreach (var header in metadata.OfType<ReadsHeader>())
        {
            Header(operation, header.Name, header.Description, header.IsRequired);
        }

        if (metadata.OfType<TakesBytes>().FirstOrDefault() is { } bytes)
        {
            Bytes(operation, bytes);
        }

        Examples(operation, context);
        return Task.CompletedTask;
    }

    // The access rule reads {team} and {project}, so no handler binds them and the framework does not know of them.
    private static void AddUnbound(OpenApiOperation operation, string path)
    {
        operation.Parameters ??= [];
        var known = operation.Parameters.Where(p => p.In is ParameterLocation.Path).Select(p => p.Name).ToHashSet();
        var unbound = RoutePatternFactory
            .Parse(path)
            .Parameters.Select(p => p.Name)
            .Where(name => !known.Contains(name));
        foreach (var (place, name) in unbound.ToList().Index())
        {
            operation.Parameters.Insert(
                place,
                new OpenApiParameter
                {
                    Name = name,
                    In = ParameterLocation.Path,
                    Required = true,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                }
            );
        }
    }

    private static void Rule(OpenApiOperation operation, OpenApiDocument? document, AccessRule rule)
    {
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        operation.Extensions[ApiDescription.AccessExtension] = new JsonNodeExtension(rule.Word);
        if (rule.Scope is { } scope)
        {
            operation.Extensions[ApiDescription.ScopeExtension] = new JsonNodeExtension(scope);
        }

        if (rule.To is not AccessTo.Everyone)
        {
            operation.Security = [new() { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
        }
    }

    private static void Refusals(OpenApiOperation operation, AccessRule rule, bool isReading)
    {
        if (rule.To is not AccessTo.Everyone)
        {
            Refusal(operation, "401", "Nobody is signed in, or the token does not hold: ACC001, ACC002.");
            Refusal(operation, "403", "The caller may not do this: ACC003, ACC004, ACC005.");
        }

        if (rule.To is AccessTo.Team or AccessTo.Project)
        {
            Refusal(operation, "404", "Nothing of this id that the caller can see: ACC006, PRJ001.");
        }

        if (!isReading)
        {
            Refusal(
                operation,
                "422",
                "The request is not of its form (API001), or not right; the detail says what would be."
            );
            Refusal(operation, "503", "Maintenance: ADM003, with Retry-After.");
        }

        Refusal(operation, "429", "Too many requests: LIM001, with Retry-After.");
        Refusal(operation, "default", "Any other refusal. Its type leads to a page that says what to do.");
    }

    private static void Refusal(OpenApiOperation operation, string status, string description)
    {
        operation.Responses ??= [];
        operation.Responses.TryAdd(
            status,
            new OpenApiResponse
            {
                Description = description,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/problem+json"] = new()
                    {
                        Schema = new OpenApiSchemaReference(ApiDescription.ProblemSchema),
                    },
                },
            }
        );
    }

    private static void Header(OpenApiOperation operation, string name, string description, bool isRequired)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(
            new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Header,
                Description = description,
                Required = isRequired,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            }
        );
    }

    private static void Bytes(OpenApiOperation operation, TakesBytes bytes) =>
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [bytes.ContentType] = new()
                {
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                },
            },
        };

    private static void Examples(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var body = context.Description.ParameterDescriptions.FirstOrDefault(p => p.Source.Id is "Body")?.Type;
        foreach (var content in operation.RequestBody?.Content?.Values ?? [])
        {
            content.Example = ApiExamples.Of(body);
        }

        foreach (var answer in context.Description.SupportedResponseTypes)
        {
            if (operation.Responses?.GetValueOrDefault(Status(answer.StatusCode)) is { Content: { } contents })
            {
                foreach (var content in contents.Values)
                {
                    content.Example ??= ApiExamples.Of(answer.Type);
                }
            }
        }
    }

    private static string Status(int code) => code.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsReading(OpenApiOperationTransformerContext context) =>
        context.Description.HttpMethod is { } method && (HttpMethods.IsGet(method) || HttpMethods.IsHead(method));
}
