using System.Globalization;
using Drayage.Registries.Crates.Wire;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Crates;

/// <summary>A refused request, in the words of crates.io: <c>{"errors":[{"detail":"…"}]}</c>.</summary>
internal sealed class CratesRefusal(int status, string detail) : Exception(detail)
{
    private const string HttpDate = "r";

    /// <summary>Sent as <c>Retry-After</c>.</summary>
    public DateTimeOffset? RetryAfter { get; init; }

    public static CratesRefusal BadRequest(string detail) => new(StatusCodes.Status400BadRequest, detail);

    public static CratesRefusal Forbidden(string detail) => new(StatusCodes.Status403Forbidden, detail);

    public static CratesRefusal NotFound(string detail = "Not Found") => new(StatusCodes.Status404NotFound, detail);

    /// <param name="what">What there was too much of: <c>new crates</c>, <c>versions of existing crates</c>.</param>
    /// <param name="until">When the next one is taken.</param>
    public static CratesRefusal TooMany(string what, DateTimeOffset until) => new(
        StatusCodes.Status429TooManyRequests,
        $"You have published too many {what} in a short period of time. Please try again after {until.ToString(HttpDate, CultureInfo.InvariantCulture)} or email help@crates.io to have your limit increased.")
    {
        RetryAfter = until,
    };

    public Task AnswerAsync(HttpContext context)
    {
        if (RetryAfter is { } until)
            context.Response.Headers.RetryAfter = until.ToString(HttpDate, CultureInfo.InvariantCulture);
        return Hosting.Answer.JsonAsync(context, status, new ErrorList { Errors = [new ErrorDetail(Message)] }, CratesJson.Wire.ErrorList);
    }
}
