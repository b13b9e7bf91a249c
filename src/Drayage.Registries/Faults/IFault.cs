using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Faults;

/// <summary>
/// Something that goes wrong between client and registry. Stands behind the request log and before every protocol, so
/// that a fault is seen in the log like any other answer.
/// </summary>
public interface IFault
{
    /// <summary>Answers, delays, cuts or passes on the request.</summary>
    Task InvokeAsync(HttpContext context, RequestDelegate next);
}
