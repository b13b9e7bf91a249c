namespace Drayage.Registries.Hooks;

/// <summary>A message that is refused, as the service says it.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="mediaType">Of the body.</param>
/// <param name="body">What the service answers.</param>
internal sealed class HookRefusal(int status, string mediaType, string body) : Exception(body)
{
    public int Status { get; } = status;

    public string MediaType { get; } = mediaType;
}
