using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Infrar.Platform.Parts.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class UploadedConfigurations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "plan_arguments",
                table: "runs",
                type: "character varying(16000)",
                maxLength: 16000,
                nullable: false,
                defaultValue: ""
            );

            migrationBuilder.CreateTable(
                name: "configurations",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    project_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    is_speculative = table.Column<bool>(type: "boolean", nullable: false),
                    ticket_hash = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    file_key = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    sealed_key = table.Column<byte[]>(type: "bytea", maxLength: 1024, nullable: false),
                    files = table.Column<int>(type: "integer", nullable: false),
                    problem_code = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    problem_detail = table.Column<string>(
                        type: "character varying(1000)",
                        maxLength: 1000,
                        nullable: true
                    ),
                    created_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_configurations", x => x.id);
                    table.ForeignKey(
                        name: "fk_configurations_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_configurations_created_at",
                table: "configurations",
                column: "created_at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_configurations_project_id_id",
                table: "configurations",
                columns: new[] { "project_id", "id" }
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "configurations");

            migrationBuilder.DropColumn(name: "plan_arguments", table: "runs");
        }
    }
}
