using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Drayage.Registries.Access;
using Drayage.Registries.Hosting;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Python.Access;

/// <summary>
/// Trusted publishing at <c>/_/oidc/</c> (docs.pypi.org/trusted-publishers): the identity of a CI job is exchanged for an upload token.
/// As on the Python Package Index the addresses are those of the host and not of one index.
/// </summary>
internal sealed class TrustedPublishing(PythonOptions options, Identities identities, PythonAccounts accounts, TimeProvider clock)
{
    private const int LargestBody = 64 * 1024;

    // Each identity serves once, until it is over.
    private readonly ConcurrentDictionary<string, byte> used = new(StringComparer.Ordinal);

    public Task AudienceAsync(HttpContext context) =>
        Answer.JsonAsync(context, StatusCodes.Status200OK, new JsonObject { ["audience"] = options.Audience }, PythonJson.Wire.JsonObject);

    public async Task MintAsync(HttpContext context)
    {
        var buffer = new byte[LargestBody];
        var read = await context.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
        var (code, description, token) = Mint(buffer.AsMemory(0, read));
        await (token is null
            ? Answer.JsonAsync(context, StatusCodes.Status422UnprocessableEntity, Refusal(code, description), PythonJson.Wire.JsonObject)
            : Answer.JsonAsync(context, StatusCodes.Status200OK, Success(token), PythonJson.Wire.JsonObject));
    }

    private (string Code, string Description, string? Token) Mint(ReadOnlyMemory<byte> body)
    {
        if (IdentityIn(body) is not { } identity)
            return ("invalid-payload", "the body is no object with a 'token'", null);
        return identities.Check(identity, options.Audience) switch
        {
            IdentityCheck.Accepted accepted => Mint(accepted.Claims),
            IdentityCheck.Refused refused => ("invalid-token", $"malformed or invalid token: {refused.Reason}", null),
            _ => throw new InvalidOperationException("unreachable: the union is closed"),
        };
    }

    private (string Code, string Description, string? Token) Mint(IdentityClaims claims)
    {
        if (claims.Id is { } id && !used.TryAdd(id, 0))
            return ("invalid-reuse-token", "invalid token: already used", null);
        return JobOf(claims) is { } job
            ? ("", "", accounts.Issue(job))
            : ("invalid-publisher", "valid token, but no corresponding publisher (Publisher with matching claims was not found)", null);
    }

    private TrustedJob? JobOf(IdentityClaims claims)
    {
        var job = new TrustedJob { Subject = claims.Subject, Repository = claims.Repository, Workflow = FileOf(claims.Workflow), Environment = claims.Environment };
        if (options.TrustedPublishers is not { } publishers)
            return job;
        var projects = publishers.Where(publisher => Trusts(publisher, job)).Select(publisher => ProjectName.Normalize(publisher.Project)).ToArray();
        return projects.Length == 0 ? null : job with { Projects = [.. projects] };
    }

    private static bool Trusts(PythonTrustedPublisher publisher, TrustedJob job) =>
        string.Equals(publisher.Repository, job.Repository, StringComparison.OrdinalIgnoreCase)
        && publisher.Workflow == job.Workflow
        && (publisher.Environment is null || string.Equals(publisher.Environment, job.Environment, StringComparison.OrdinalIgnoreCase));

    // OWNER/NAME/.github/workflows/FILE@REF
    private static string? FileOf(string? workflow) => workflow?.Split('@')[0].Split('/')[^1];

    private JsonObject Success(string token) => new()
    {
        ["success"] = true,
        ["token"] = token,
        ["expires"] = (clock.GetUtcNow() + PythonAccounts.Lifetime).ToUnixTimeSeconds(),
    };

    private static JsonObject Refusal(string code, string description) => new()
    {
        ["message"] = "Token request failed",
        ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["description"] = description }),
    };

    private static string? IdentityIn(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("token", out var token) && token.ValueKind == JsonValueKind.String
                    ? token.GetString()
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
