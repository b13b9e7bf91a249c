namespace Drayage.Platform.Http;

/// <summary>The address of a request as failures and logs show it.</summary>
internal static class ShownAddress
{
    private static readonly HttpRequestOptionsKey<string> Name = new("drayage.shown-as");

    public static void Set(HttpRequestMessage request, string shownAs) => request.Options.Set(Name, shownAs);

    public static string Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Name, out var shownAs) ? shownAs : RedactedUri.Render(request.RequestUri!);
}
