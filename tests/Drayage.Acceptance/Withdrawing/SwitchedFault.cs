using Drayage.Registries.Faults;
using Microsoft.AspNetCore.Http;

namespace Drayage.Acceptance.Withdrawing;

/// <summary>Another fault, from the time when it is switched on.</summary>
internal sealed class SwitchedFault(IFault fault) : IFault
{
    private volatile bool isOn;

    public bool IsOn
    {
        get => isOn;
        set => isOn = value;
    }

    public Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        IsOn && context.Request.Path.StartsWithSegments("/v2", StringComparison.Ordinal) ? fault.InvokeAsync(context, next) : next(context);
}
