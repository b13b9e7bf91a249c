using System.Globalization;
using System.Text;
using System.Text.Json;
using Drayage.Registries.Faults.Scripts;
using Drayage.Registries.GitHub.Wire;
using Drayage.Registries.Oci;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Drayage.Registries.Faults.Acting;

/// <summary>Faults that keep the request from being carried out.</summary>
internal static class RefusedRequests
{
    public static Task AnswerAsync(FaultCall call, FaultAction.Status fault)
    {
        call.Struck(null);
        return AnswerAsync(call, fault.Code, fault.Body, fault.RetryAfter);
    }

    public static Task ResetAsync(FaultCall call)
    {
        call.Struck(null);
        // What the request log shall say: an abandoned request has no status of its own.
        call.Context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        call.Reset();
        return Task.CompletedTask;
    }

    public static Task BeDownAsync(FaultCall call, FaultAction.Down fault)
    {
        if (fault.Code is not { } code)
            return ResetAsync(call);
        call.Struck(null);
        return AnswerAsync(call, code, body: null, fault.RetryAfter);
    }

    public static Task AnswerAsync(FaultCall call, int status, string? body, TimeSpan? retryAfter)
    {
        var context = call.Context;
        if (retryAfter is { } pause)
            context.Response.Headers.RetryAfter = Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var reason = ReasonPhrases.GetReasonPhrase(status);
        if (body is not null)
            return Hosting.Answer.BytesAsync(context, status, Encoding.UTF8.GetBytes(body), ContentTypeOf(body));
        switch (call.Protocol)
        {
            case "oci":
                return Hosting.Answer.JsonAsync(context, status, new OciErrors([new OciError(CodeOf(status), reason.ToLowerInvariant(), Detail: null)]), OciJson.Wire.OciErrors, "application/json");
            case "github":
                return Hosting.Answer.JsonAsync(context, status, new ErrorView(reason, null, "https://docs.github.com/rest", status.ToString(CultureInfo.InvariantCulture)), GitHubJson.Wire.ErrorView);
            default:
                context.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = reason;
                return Hosting.Answer.BytesAsync(context, status, Encoding.UTF8.GetBytes($"{status} {reason}\n"), "text/plain; charset=utf-8");
        }
    }

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "UNAUTHORIZED",
        StatusCodes.Status403Forbidden => "DENIED",
        StatusCodes.Status429TooManyRequests => "TOOMANYREQUESTS",
        _ => "UNKNOWN",
    };

    private static string ContentTypeOf(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return "application/json; charset=utf-8";
        }
        catch (JsonException)
        {
            return "text/plain; charset=utf-8";
        }
    }
}
