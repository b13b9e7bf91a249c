using System.Globalization;
using Drayage.Registries.Faults;
using Microsoft.AspNetCore.Http;

namespace Drayage.Tests.Ecosystems.Cargo.Publishing;

/// <summary>Dates answers by a clock of the test.</summary>
internal sealed class DateOf(TimeProvider clock) : IFault
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.Date = clock.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        return next(context);
    }
}
