using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Drayage.PythonIndex.Serving;

/// <summary>What a client has already (RFC 9110, 13.1.2).</summary>
internal static class Conditions
{
    public static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
        && known.Any(other => other.Equals(EntityTagHeaderValue.Any) || other.Compare(tag, useStrongComparison: false));
}
