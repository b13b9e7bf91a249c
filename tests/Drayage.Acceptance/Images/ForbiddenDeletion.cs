using Drayage.Registries.Faults;
using Microsoft.AspNetCore.Http;

namespace Drayage.Acceptance.Images;

/// <summary>A registry that deletes nothing through this API, as GitHub's does.</summary>
internal sealed class ForbiddenDeletion : IFault
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsDelete(context.Request.Method))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync("""{"errors":[{"code":"UNSUPPORTED","message":"The operation is unsupported."}]}""");
    }
}
