using System.Globalization;

namespace Drayage.Listening.Queue;

/// <summary>By what messages are known when they come again.</summary>
internal static class KeyOfMessage
{
    public const string ReleasePrefix = "release:";

    /// <summary>A delivery of a GitHub webhook; delivered again by hand it has the same id.</summary>
    public static string Delivery(string id) => $"delivery:{id}";

    /// <summary>A CloudEvent, which source and id name.</summary>
    public static string CloudEvent(string source, string id) => $"event:{source}#{id}";

    /// <summary>A release as GitHub numbers it, published at some time.</summary>
    public static string Release(long id, DateTimeOffset publishedAt) =>
        string.Create(CultureInfo.InvariantCulture, $"{ReleasePrefix}{id}@{publishedAt.ToUnixTimeSeconds()}");
}
