using Drayage.Model;

namespace Drayage.Formats.Json;

/// <summary>One member of a JSON object.</summary>
/// <param name="KeyAt">Where the key's opening quote stands.</param>
public sealed record JsonMember(string Name, SourceLocation KeyAt, JsonItem Value);
