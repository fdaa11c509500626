using System.Text.Json.Nodes;
using Infrar.Platform.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Infrar.Platform.Http;

/// <summary>The OpenAPI document and its browsable form.</summary>
internal static class ApiDescription
{
    /// <summary>The extension that carries an operation's access rule.</summary>
    public const string AccessExtension = "x-infrar-access";

    /// <summary>The extension that carries the scope an API token needs.</summary>
    public const string ScopeExtension = "x-infrar-scope";

    /// <summary>The schema of refusals.</summary>
    public const string ProblemSchema = "Problem";

    public static void AddApiDescription(this IServiceCollection services) =>
        services.AddOpenApi(
            "v1",
            options =>
            {
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        Describe(document);
                        return Task.CompletedTask;
                    }
                );
                options.AddOperationTransformer(ApiOperations.DescribeAsync);
                options.AddSchemaTransformer(DescribeIdAsync);
            }
        );

    public static void MapApiDescription(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json").Allow(AccessRule.Everyone);
        routes
            .MapScalarApiReference("/reference", options => options.WithTitle("Infrar API").DisableDefaultFonts())
            .Allow(AccessRule.Everyone);
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new()
        {
            Title = "Infrar",
            Version = "v1",
            Description =
                "Where every part of a system should run, what that costs, and whether it is safe there. Refusals are RFC 9457 problem details; lists have a cursor; what two people may edit has an ETag.",
        };
        document.Servers = [];
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An access token of POST /api/v1/sessions, or an API token.",
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[ProblemSchema] = Problem();
    }

    private static OpenApiSchema Problem() =>
        new()
        {
            Type = JsonSchemaType.Object,
            Description = "A refusal, as RFC 9457 says it.",
            Required = new HashSet<string> { "type", "title", "status", "detail", "code" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = Text("Leads to a page that says what to do, such as /problems/PRJ001."),
                ["title"] = Text("The sort of refusal, the same for every one of its code."),
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The HTTP status." },
                ["detail"] = Text("What was wrong in this very case, and what would be right."),
                ["code"] = Text("Never used for anything else."),
                ["traceId"] = Text("Finds the request in the logs."),
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Description = "Every fault of the request, where there can be several.",
                    Items = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Properties = new Dictionary<string, IOpenApiSchema>
                        {
                            ["detail"] = Text("What is wrong there and what would be right."),
                            ["pointer"] = Text("A JSON pointer into the body, or file:line:column in a text."),
                        },
                    },
                },
            },
            Examples =
            [
                JsonNode.Parse(
                    """
                    {
                      "type": "/problems/PRJ004",
                      "title": "The team has a project of this name in addresses",
                      "status": 409,
                      "detail": "'shop' is in use. Choose another slug, or rename the other project first.",
                      "code": "PRJ004",
                      "traceId": "0af7651916cd43dd8448eb211c80319c"
                    }
                    """
                )!,
            ],
        };

    private static OpenApiSchema Text(string description) =>
        new() { Type = JsonSchemaType.String, Description = description };

    // A converter of ours writes ids, so the framework cannot know that they are texts.
    private static Task DescribeIdAsync(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var type = context.JsonTypeInfo.Type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>))
        {
            var prefix = (string)type.GetGenericArguments()[0].GetProperty(nameof(IIdentified.Prefix))!.GetValue(null)!;
            schema.Type = JsonSchemaType.String;
            schema.Pattern = $"^{prefix}-[0-9a-z]{{20}}$";
            schema.Properties = null;
        }

        return Task.CompletedTask;
    }
}
