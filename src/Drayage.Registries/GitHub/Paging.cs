using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.GitHub;

/// <summary>The <c>page</c> and <c>per_page</c> parameters, and the Link header with next, last, first and prev.</summary>
internal static class Paging
{
    private const int UsualPage = 30;
    private const int LargestPage = 100;

    public static ImmutableArray<T> Page<T>(HttpContext context, ImmutableArray<T> all)
    {
        var size = Math.Clamp(Number(context, "per_page", UsualPage), 1, LargestPage);
        var page = Math.Max(1, Number(context, "page", 1));
        var last = Math.Max(1, (all.Length + size - 1) / size);
        var links = new List<string>();
        if (page > 1)
            links.Add(Link(context, Math.Min(page - 1, last), size, "prev"));
        if (page < last)
            links.AddRange([Link(context, page + 1, size, "next"), Link(context, last, size, "last")]);
        if (page > 1)
            links.Add(Link(context, 1, size, "first"));
        if (links.Count > 0)
            context.Response.Headers.Link = string.Join(", ", links);
        return [.. all.Skip((page - 1) * size).Take(size)];
    }

    private static string Link(HttpContext context, int page, int size, string relation) =>
        $"<{Hosting.Answer.BaseAddress(context.Request)}{context.Request.PathBase}{context.Request.Path.ToUriComponent()}?{Others(context)}per_page={size}&page={page}>; rel=\"{relation}\"";

    /// <summary>What else was asked for goes on.</summary>
    private static string Others(HttpContext context) => string.Concat(context.Request.Query
        .Where(parameter => parameter.Key is not ("page" or "per_page"))
        .Select(parameter => $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(parameter.Value.ToString())}&"));

    private static int Number(HttpContext context, string name, int usual) =>
        int.TryParse(context.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;
}
