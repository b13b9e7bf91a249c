using Drayage.PythonIndex.Pages;
using Xunit;

namespace Drayage.Tests.PythonIndex;

public sealed class SimpleFormatTests
{
    private const string Json = "application/vnd.pypi.simple.v1+json";
    private const string Html = "application/vnd.pypi.simple.v1+html";

    [Theory]
    [InlineData("", "text/html")]
    [InlineData("*/*", "text/html")]
    [InlineData("text/*", "text/html")]
    [InlineData(Json, Json)]
    [InlineData("application/vnd.pypi.simple.latest+json", Json)]
    [InlineData(Json + ", " + Html + "; q=0.1, text/html; q=0.01", Json)]
    [InlineData(Html + ", text/html;q=0.9, " + Json + ";q=0.2", Html)]
    [InlineData(Json + ";q=0, */*", "text/html")]
    [InlineData("text/html;q=0, */*;q=0.5", Html)]
    [InlineData("application/json", null)]
    [InlineData("application/vnd.pypi.simple.v2+json", null)]
    [InlineData("this is no media type", null)]
    public void Clients_get_what_they_prefer(string accept, string? mediaType) => Assert.Equal(mediaType, SimpleFormat.Choose([accept])?.MediaType);
}
