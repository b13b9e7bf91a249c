using Drayage.Registries.Faults;
using Microsoft.AspNetCore.Http;

namespace Drayage.Tests.Ecosystems.GitHub;

/// <summary>Answers how commits stand to each other, which the embedded GitHub, holding no history, cannot tell.</summary>
internal sealed class ComparisonAnswer : IFault
{
    /// <summary><c>ahead</c>, <c>behind</c> and the like; null leaves the question to the registry.</summary>
    public string? Status { get; set; }

    public Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        Status is { } status && context.Request.Path.Value!.Contains("/compare/", StringComparison.Ordinal)
            ? context.Response.WriteAsync($$"""{"status":"{{status}}"}""")
            : next(context);
}
