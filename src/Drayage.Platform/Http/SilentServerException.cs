using System.Globalization;

namespace Drayage.Platform.Http;

/// <summary>The server stopped sending in the middle of a body.</summary>
internal sealed class SilentServerException(TimeSpan limit, Exception inner)
    : IOException($"the server sent nothing for {limit.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s", inner);
